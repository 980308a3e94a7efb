// In which file each module lies. The bundler would make one more for every set of files that have something in common, and
// each says again what it takes from the others: so all that the app opens with is one file, and what only others need lies
// with the first of them that is fetched.

/** The files that are fetched later, the first first: what two of them need lies with the earlier. */
const LATER = ["door", "own", "desk"];

/** @typedef {{ getModuleInfo(id: string): { importedIds: readonly string[] } | null }} Graph */

/** The name of the file of a module; what is no part of any, like the texts of a language, has its own. @param {string} id @param {Graph} graph */
export function fileOf(id, graph) {
  files ??= filled(graph);
  return files.get(id) ?? null;
}

/** @type {Map<string, string> | undefined} */
let files;

/** @param {Graph} graph */
function filled(graph) {
  const found = new Map();
  const take = (/** @type {string} */ id, /** @type {string} */ file) => {
    if (found.has(id)) return;
    found.set(id, file);
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) take(next, file);
  };
  const src = new URL("../src/", import.meta.url).pathname;
  take(`${src}main.ts`, "start");
  for (const name of LATER) take(`${src}app/later/${name}.ts`, name);
  return found;
}
