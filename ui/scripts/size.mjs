// Weighs the pages: all JavaScript and CSS of dist, gzip. Fails when what is loaded weighs more than 120 KB (all there is, in
// the heavier of the two languages), or when everything together grew past what it was.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1024;
const LOADED = 120 * KB;
const WHOLE = 128 * KB;
const dist = new URL("../dist/", import.meta.url).pathname;

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|css)$/.test(entry.name))
  .map((entry) => ({ name: entry.name, size: gzipSync(readFileSync(join(entry.parentPath, entry.name)), { level: 9 }).length }));
const sum = (some) => some.reduce((sum, { size }) => sum + size, 0);
const say = (size, what) => console.log(`${(size / KB).toFixed(1).padStart(8)} KB  ${what}`);

const texts = files.filter(({ name }) => name.startsWith("_texts_"));
const whole = sum(files);
// Of the languages one is loaded: the heaviest counts.
const loaded = whole - sum(texts) + Math.max(0, ...texts.map(({ size }) => size));

for (const { name, size } of files) say(size, name);
say(loaded, `what is loaded, in one language, of ${LOADED / KB} KB`);
say(whole, `all there is, with every language, of ${WHOLE / KB} KB`);
if (whole === 0 || texts.length !== 2) {
  console.error("This is not what the build makes: run npm run build first, or mend scripts/size.mjs.");
  process.exit(1);
}
if (loaded > LOADED || whole > WHOLE) {
  console.error("The pages are too heavy.");
  process.exit(1);
}
