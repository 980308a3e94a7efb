// Weighs the pages: all JavaScript and CSS of dist, gzip, in the heavier of the two languages. It fails when
//
// - what the app opens with weighs more than 90 KB. Our own limit: what is not needed for a first screen lies elsewhere
//   (scripts/files.mjs), and one static import too many would bring it back;
// - what is loaded weighs more than 120 KB: the limit of the design. It counts what is fetched later for everybody too;
//   the door is fetched by whoever stands before it, who then has not fetched anything else yet;
// - everything together, with the desk and both languages, grew past what it was. Nobody loads that: our own limit, for what
//   lies in the app's bundle, and against parts that are there twice.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1024;
const dist = new URL("../dist/", import.meta.url).pathname;

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|css)$/.test(entry.name))
  .map((entry) => ({ name: entry.name, size: gzipSync(readFileSync(join(entry.parentPath, entry.name)), { level: 9 }).length }));
const sum = (some) => some.reduce((sum, { size }) => sum + size, 0);
const called = (...names) => files.filter(({ name }) => names.some((each) => name.startsWith(`${each}-`)));
const say = (size, what) => console.log(`${(size / KB).toFixed(1).padStart(8)} KB  ${what}`);

const texts = called("_texts_ja", "_texts_en");
// Of the languages one is loaded: the heaviest counts.
const start = sum(called("start", "style")) + Math.max(0, ...texts.map(({ size }) => size));
const later = called("own", "rolldown-runtime");
const desk = called("desk");
const whole = sum(files);

const weighed = [
  { size: start, limit: 90, what: "what the app opens with" },
  { size: start + sum(later), limit: 120, what: "what is loaded" },
  { size: whole, limit: 144, what: "all there is, with the desk and every language" },
];
for (const { name, size } of files) say(size, name);
for (const { size, limit, what } of weighed) say(size, `${what}, of ${limit} KB`);

if (texts.length !== 2 || called("start").length !== 1 || later.length !== 2 || desk.length !== 1 || files.length !== 8) {
  console.error("This is not what the build makes: run npm run build first, or mend scripts/size.mjs.");
  process.exit(1);
}
if (weighed.some(({ size, limit }) => size > limit * KB)) {
  console.error("The pages are too heavy.");
  process.exit(1);
}
