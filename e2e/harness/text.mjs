// The words on the screen, from the same files as the app has them.
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./place.mjs";

const languages = {};

/** A text of the app, with its gaps filled. */
export function text(language, key, gaps = {}) {
  languages[language] ??= JSON.parse(
    readFileSync(path.join(root, "ui/src/text/messages", `${language}.json`), "utf8"),
  );
  const found = languages[language][key];
  if (typeof found !== "string") throw new Error(`${language}.json has no text called ${key}`);
  return found.replace(/\{(\w+)\}/g, (_, name) => String(gaps[name]));
}
