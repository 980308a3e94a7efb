// Weighs the pages: all JavaScript and CSS of dist, gzip, in the heavier of the two languages. It fails when
//
// - what the app opens with weighs more than 90 KB. Our own limit: what is not needed for a first screen lies elsewhere
//   (scripts/files.mjs), and one static import too many would bring it back;
// - what is loaded weighs more than 120 KB: the limit of the design. It counts what is fetched later for everybody too;
//   the door is fetched by whoever stands before it, who then has not fetched anything else yet;
// - everything together, with the desk and both languages, grew past what it was. Nobody loads that: our own limit, for what
//   lies in the app's bundle, and against parts that are there twice.
import { KB, weigh } from "./weigh.mjs";

const { files, start, loaded, whole, isWhole } = weigh();
const say = (size, what) => console.log(`${(size / KB).toFixed(1).padStart(8)} KB  ${what}`);

const weighed = [
  { size: start, limit: 90, what: "what the app opens with" },
  { size: loaded, limit: 120, what: "what is loaded" },
  { size: whole, limit: 144, what: "all there is, with the desk and every language" },
];
for (const { name, size } of files) say(size, name);
for (const { size, limit, what } of weighed) say(size, `${what}, of ${limit} KB`);

if (!isWhole) {
  console.error("This is not what the build makes: run npm run build first, or mend scripts/weigh.mjs.");
  process.exit(1);
}
if (weighed.some(({ size, limit }) => size > limit * KB)) {
  console.error("The pages are too heavy.");
  process.exit(1);
}
