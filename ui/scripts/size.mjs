// Fails when the page weighs more than 120 KB: JavaScript and CSS of dist, gzip.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT = 120 * 1024;
const dist = new URL("../dist/", import.meta.url).pathname;

let total = 0;
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(js|css)$/.test(entry.name)) continue;
  const size = gzipSync(readFileSync(join(entry.parentPath, entry.name)), { level: 9 }).length;
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KB  ${entry.name}`);
  total += size;
}
console.log(`${(total / 1024).toFixed(1).padStart(8)} KB  of ${LIMIT / 1024} KB`);
if (total === 0 || total > LIMIT) {
  console.error(total === 0 ? "Nothing is built: run npm run build first." : "The page is too heavy.");
  process.exit(1);
}
