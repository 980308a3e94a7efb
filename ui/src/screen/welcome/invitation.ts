// What a person may put into the server field: a host name, an address, or the invitation link as it came.

/** The address to send to the engine, or the text as typed when it is none of these (the engine says what is wrong). */
export function serverFrom(typed: string): string {
  const text = typed.normalize("NFKC").trim();
  const link = parseUrl(text);
  if (!link) return text === "" ? "" : withScheme(text);
  if (link.protocol === "resumex:") {
    const server = link.searchParams.get("server");
    return server ? serverFrom(server) : text;
  }
  if (link.protocol === "https:" || link.protocol === "http:") return link.origin;
  // "alumni.example.jp:8443" parses as a scheme followed by a port.
  return withScheme(text);
}

/** A shown address needs no scheme: that it is encrypted goes without saying. */
export function shown(server: string | null): string {
  return (server ?? "").replace(/^https:\/\//, "").replace(/\/$/, "");
}

function withScheme(text: string): string {
  const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(text);
  const url = parseUrl(`${loopback ? "http" : "https"}://${text}`);
  return url && !/\s/.test(text) ? url.origin : text;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
