// What the JavaScript and CSS of dist weigh, gzip, in bytes. For `npm run size` and for the bench.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

export const KB = 1024;

/**
 * Each file, heaviest language counted: what the app opens with, what is loaded by everybody (without the desk and the
 * door), and all there is; and whether these are the files that the build makes.
 */
export function weigh(dist = new URL("../dist/", import.meta.url).pathname) {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|css)$/.test(entry.name))
    .map((entry) => ({ name: entry.name, size: gzipSync(readFileSync(join(entry.parentPath, entry.name)), { level: 9 }).length }));
  const sum = (some) => some.reduce((sum, { size }) => sum + size, 0);
  const called = (...names) => files.filter(({ name }) => names.some((each) => name.startsWith(`${each}-`)));

  const texts = called("_texts_ja", "_texts_en");
  // Of the languages one is loaded: the heaviest counts.
  const start = sum(called("start", "style")) + Math.max(0, ...texts.map(({ size }) => size));
  const later = called("own", "rolldown-runtime");
  const isWhole =
    texts.length === 2 && called("start").length === 1 && later.length === 2 && called("desk").length === 1 && files.length === 8;
  return { files, start, loaded: start + sum(later), whole: sum(files), isWhole };
}
