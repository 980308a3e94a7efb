/** Whether a media query holds, as state. */
class Media {
  #list: MediaQueryList;
  /** Goes up when the answer changes. */
  #turn = $state(0);

  constructor(query: string) {
    this.#list = matchMedia(query);
    this.#list.addEventListener("change", () => (this.#turn += 1));
  }

  get current(): boolean {
    void this.#turn;
    return this.#list.matches;
  }
}

/** Rail, list and detail side by side. */
export const wide = new Media("(min-width: 900px)");

/** A finger rather than a mouse: Enter then breaks the line, and a button sends. */
export const touch = new Media("(pointer: coarse)");

/** A person who wants nothing to move. */
export const calm = new Media("(prefers-reduced-motion: reduce)");
