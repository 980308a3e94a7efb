// What is brought to a machine: the program as the package packs it, and the pages.
import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { pages, program, target } from "../harness/place.mjs";
import { KB, weigh } from "../../ui/scripts/weigh.mjs";
import { figure } from "./table.mjs";

const MB = 1e6;

export function sizes() {
  return [...packed(), figure("pages: JS + CSS, gzip, one language", "KB", [weigh(`${pages}/`).loaded / KB], [], { at_most: 120 })];
}

/** The package, if `cargo xtask bundle` has made one of this very program; else the program, compressed as the package is. */
function packed() {
  const binary = program("resumex");
  const folder = path.join(target, "release/bundle/deb");
  let made = [];
  try {
    made = readdirSync(folder).filter((name) => name.endsWith(".deb")).map((name) => statSync(path.join(folder, name)));
  } catch {
    // No package has been made.
  }
  const newest = made.find(({ mtimeMs }) => mtimeMs > statSync(binary).mtimeMs);
  if (newest) return [figure("package (.deb)", "MB", [newest.size / MB], [], { at_most: 8 })];
  const xz = execFileSync("xz", ["--compress", "--stdout", "--keep", binary], { maxBuffer: 1 << 30 }).length;
  return [figure("program, xz as in the package", "MB", [xz / MB], [], { at_most: 8 })];
}
