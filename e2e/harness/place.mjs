// Where things are.
import { mkdtemp } from "node:fs/promises";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");
export const target = process.env.RESUMEX_TARGET ?? path.join(root, "target");
export const pages = path.join(root, "ui/dist");

const suffix = process.platform === "win32" ? ".exe" : "";

/** How cargo built our programs: in `release` where figures are taken. */
const profile = process.env.RESUMEX_PROFILE ?? "debug";

/** A program of ours, as cargo built it. */
export function program(name) {
  const file = path.join(target, profile, name + suffix);
  if (!existsSync(file)) throw new Error(`${file} is not built; \`cargo xtask test browser\` builds it`);
  return file;
}

/** The first of these commands that is on the path. */
export function find(...names) {
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name + suffix);
      if (existsSync(file)) return file;
    }
  }
  throw new Error(`none of these is on the path: ${names.join(", ")}; \`cargo xtask setup\` installs them`);
}

/** A fresh folder for one test, below the target folder. */
export async function folder(name) {
  const parent = path.join(target, "e2e");
  mkdirSync(parent, { recursive: true });
  return mkdtemp(path.join(parent, `${name}-`));
}
