// The words of the app, compiled. In the sources `m.key()` becomes `m.t[place]` and `m.key(gaps)` becomes `m(place, gaps)`,
// and each language one list of texts: a key is written nowhere in the page, and only the language that is spoken is
// loaded. A text that one language lacks, or whose gaps differ, ends the build, the tests and the check.
//
// It is done before Svelte compiles a component: Svelte keeps the answer of a call in a signal of its own, and most of
// what a page would be made of then is such signals. A place in a list is read as it is.
//
//   node scripts/texts.mjs    writes src/text/gen/messages.ts, the types of the keys
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "svelte/compiler";
import { parseAst } from "vite";

export const LANGUAGES = /** @type {const} */ (["ja", "en"]);
const FOLDER = path.join(import.meta.dirname, "../src/text");
const GAP = /\{(\w+)\}/g;
/** Between the texts where they are loaded: one character for three, and in no text. */
const BETWEEN = "|";

/**
 * @typedef {Record<string, string>} Texts by key
 * @typedef {{ keys: string[], places: Map<string, number>, lists: Record<string, string[]>, gaps: Map<string, string[]> }} Catalogue
 */

/** The texts of a language, as they are written. @param {string} language @returns {Texts} */
export function read(language) {
  const { $schema: _, ...texts } = JSON.parse(readFileSync(path.join(FOLDER, "messages", `${language}.json`), "utf8"));
  return texts;
}

/** The languages side by side, in the order of the first. @param {Record<string, Texts>} texts by language @returns {Catalogue} */
export function compile(texts) {
  const problems = [];
  const [one, ...others] = Object.keys(texts);
  const keys = Object.keys(texts[one]);
  const gaps = new Map(keys.map((key) => [key, gapsOf(texts[one][key])]));
  for (const other of others) {
    for (const key of keys) {
      if (!texts[other][key]?.trim()) problems.push(`${other}.json lacks ${key}`);
      else if (gapsOf(texts[other][key]).join() !== gaps.get(key)?.join()) problems.push(`${key} has other gaps in ${other}.json`);
    }
    for (const key of Object.keys(texts[other])) if (!gaps.has(key)) problems.push(`${one}.json lacks ${key}`);
  }
  for (const key of keys) if (!texts[one][key].trim()) problems.push(`${one}.json lacks ${key}`);
  for (const [language, by] of Object.entries(texts)) {
    for (const key of Object.keys(by)) if (by[key].includes(BETWEEN)) problems.push(`${key} has a ${BETWEEN} in ${language}.json`);
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  // What is said alike in every language is there once.
  const alike = (/** @type {string} */ key) => JSON.stringify(Object.values(texts).map((by) => by[key]));
  const first = new Map([...keys].reverse().map((key) => [alike(key), key]));
  const said = keys.filter((key) => first.get(alike(key)) === key);
  const places = new Map(keys.map((key) => [key, said.indexOf(first.get(alike(key)) ?? key)]));
  const lists = Object.fromEntries(Object.entries(texts).map(([language, by]) => [language, said.map((key) => by[key])]));
  return { keys, places, lists, gaps };
}

/** The keys with their gaps, as TypeScript knows them. @param {Catalogue} catalogue */
export function types({ keys, gaps }) {
  const members = keys.map((key) => {
    const named = gaps.get(key)?.map((gap) => `${gap}: Gap`).join("; ");
    return `  ${key}: (${named ? `gaps: { ${named} }` : ""}) => string;`;
  });
  return `// Generated from messages/*.json by \`npm run text\`. Do not edit.\nimport type { Gap } from "../locale.svelte";\n\nexport interface Messages {\n${members.join("\n")}\n}\n`;
}

/** The code with places instead of keys; null when it says nothing. @param {string} code @param {Map<string, number>} places of the keys @param {string} file */
export function placed(code, places, file) {
  if (!/\bm\b/.test(code) || !/\/text["']|\.\/index["']/.test(code)) return null;
  const [script, ...others] = file.endsWith(".svelte") ? component(code) : [parseAst(code, { lang: "ts" })];
  if (!script?.body.some(speaks)) return null;
  /** @type {{ start: number, end: number, text: string }[]} */
  const edits = [];
  walk([script, ...others], (node, parent) => {
    if (node.type !== "MemberExpression" || node.computed || node.object.type !== "Identifier" || node.object.name !== "m") return;
    const place = places.get(node.property.name);
    if (place === undefined) throw new Error(`${file}: there is no text called ${node.property.name}`);
    const gaps = parent?.type === "CallExpression" && parent.callee === node ? parent.arguments : null;
    if (!gaps) edits.push({ start: node.start, end: node.end, text: `((gaps) => m(${place}, gaps))` });
    else if (gaps.length > 0) edits.push({ start: node.start, end: gaps[0].start, text: `m(${place}, ` });
    else edits.push({ start: node.start, end: parent.end, text: `m.t[${place}]` });
  });
  edits.sort((a, b) => b.start - a.start);
  return edits.reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), code);
}

/** The script of a component, then what else may speak in it. @param {string} code */
function component(code) {
  const { instance, module, fragment } = parse(code, { modern: true });
  return [instance?.content, module?.content, fragment];
}

/** The Vite plugin. @returns {import("vite").Plugin} */
export function texts() {
  let catalogue = /** @type {Catalogue | undefined} */ (undefined);
  const all = () => (catalogue ??= written());
  const virtual = /^texts:(\w+)$/;
  return {
    name: "texts",
    enforce: "pre",
    buildStart: () => void all(),
    configureServer(server) {
      server.watcher.on("change", (file) => /text[\\/]messages[\\/]\w+\.json$/.test(file) && void server.restart());
    },
    resolveId: (id) => (virtual.test(id) ? `\0${id}` : null),
    load(id) {
      const language = id.startsWith("\0") && virtual.exec(id.slice(1))?.[1];
      return language ? `export default ${JSON.stringify(all().lists[language].join(BETWEEN))}.split("${BETWEEN}")` : null;
    },
    transform(code, id) {
      if (id.includes("node_modules") || !/\.(ts|svelte)$/.test(id)) return null;
      const text = placed(code, all().places, id);
      return text === null ? null : { code: text, map: null };
    },
  };
}

function written() {
  const catalogue = compile(Object.fromEntries(LANGUAGES.map((language) => [language, read(language)])));
  const file = path.join(FOLDER, "gen/messages.ts");
  mkdirSync(path.dirname(file), { recursive: true });
  const text = types(catalogue);
  if (!same(file, text)) writeFileSync(file, text);
  return catalogue;
}

/** @param {string} file @param {string} text */
function same(file, text) {
  try {
    return readFileSync(file, "utf8") === text;
  } catch {
    return false;
  }
}

/** @param {string} text */
function gapsOf(text) {
  return [...new Set([...text.matchAll(GAP)].map((match) => match[1]))].sort();
}

/** @param {any} node whether it imports `m` from the texts */
function speaks(node) {
  return (
    node.type === "ImportDeclaration" &&
    /(\/text|\.\/index)$/.test(node.source.value) &&
    node.specifiers.some((/** @type {any} */ each) => each.local.name === "m")
  );
}

/** @param {any} node @param {(node: any, parent?: any) => void} visit @param {any} [parent] */
function walk(node, visit, parent) {
  if (Array.isArray(node)) return node.forEach((each) => walk(each, visit, parent));
  if (typeof node?.type !== "string") return;
  visit(node, parent);
  for (const [key, value] of Object.entries(node)) if (key !== "parent" && value && typeof value === "object") walk(value, visit, node);
}

if (process.argv[1] === import.meta.filename) written();
