/** Where everything is searched for a text. */
export const searchPath = (text: string) => (text === "" ? "/search" : `/search/${encodeURIComponent(text)}`);
