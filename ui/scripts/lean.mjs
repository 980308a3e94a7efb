// What the page does not need of Svelte, because nothing here is drawn by a server first, waits in a template (`await`), or
// catches its own failures (`<svelte:boundary>`). Only in a build; the tests run with all of Svelte, and the end-to-end
// tests with what is left. Each part says what it expects to find: when Svelte changes, the build ends.

import { minify } from "terser";

/** Files of Svelte, and what becomes of them. @type {[file: string, (code: string) => string][]} */
const LEANER = [
  ["dom/hydration.js", (code) => swapped(swapped(code, "export let hydrating = false;", "export const hydrating = false;"), "hydrating = value;", "")],
  // Values are ready when they are asked for: nothing is waited for.
  ["reactivity/async.js", (code) => swapped(code, "if (async.length === 0 && pending.length === 0) {\n\t\tfn(deriveds);\n\t\treturn;\n\t}", "return fn(deriveds);")],
  // State is replaced, never written into (see "lean-components"): nothing has to follow what is inside of it.
  ["proxy.js", () => "export const proxy = (value) => value;\nexport const get_proxied_value = proxy;\nexport const is = Object.is;"],
  // Of a list one thing is chosen, and no form puts it back.
  [
    "dom/elements/bindings/select.js",
    (code) =>
      swapped(
        swapped(code, "if (select.multiple) {\n\t\t// If value is null", "if (false) {\n\t\t// If value is null"),
        "if ('__defaultValue' in select) {\n\t\t\tapply_default_select_value(select, false);\n\t\t}",
        "",
      ),
  ],
  // What fails in the page is thrown on, as a boundary that has nothing to show in its place does.
  [
    "render.js",
    (code) => swapped(swapped(code, "boundary(\n", "((node, _, children) => block(() => branch(() => children(node))))(\n"), "import { component_root }", "import { block, branch, component_root }"),
  ],
];

/** @type {import("terser").MinifyOptions} */
const SHORTER = {
  module: true,
  ecma: 2022,
  compress: { passes: 3, keep_fargs: false, hoist_funs: true },
  mangle: { properties: { regex: /^\$[a-z]\w{2,}$/ } },
};

/** The Vite plugins. @returns {import("vite").Plugin[]} */
export function lean() {
  return [
    {
      name: "lean-loading",
      apply: "build",
      // Before Vite's own: what is loaded later lies on the disk, so nothing is gained by fetching ahead what it needs.
      load: {
        order: "pre",
        filter: { id: /vite\/preload-helper\.js$/ },
        handler: () => "export const __vitePreload = (load) => load();",
      },
    },
    {
      name: "lean-svelte",
      apply: "build",
      transform: {
        order: "pre",
        filter: { id: /svelte\/src\/internal\/client\// },
        handler(code, id) {
          const leaner = LEANER.find(([file]) => id.endsWith(`/client/${file}`))?.[1];
          return leaner ? { code: leaner(code), map: null } : null;
        },
      },
    },
    {
      name: "lean-components",
      apply: "build",
      // Which slots a component was given: only components from before `children` ask for it. And what the key of an item in a
      // list is not made of.
      transform: {
        order: "post",
        filter: { id: /\.svelte(\.ts)?$/ },
        handler(code, id) {
          if (code.includes("$.proxy(") && !id.includes("node_modules")) throw new Error(`${id} has $state of more than a text or number: it is $state.raw`);
          const leaner = code
            .replace(/,\s*\$\$slots: \{[^{}]*\}/g, "")
            .replace(/\(\{[^{}]*(?<=[{,]\s*)(\w+)\s*[,}][^{}]*\}?\) => \1(?=,\s*\(\$\$anchor)/g, "({ $1 }) => $1");
          return { code: leaner, map: null };
        },
      },
    },
    {
      name: "lean-texts",
      apply: "build",
      // A text is read from the list (see scripts/texts.mjs) for the sake of Svelte alone: behind it the call is shorter.
      transform: {
        order: "post",
        filter: { id: /\/src\/.*\.(svelte|ts)$/ },
        handler: (code) => ({ code: code.replace(/\bm\.t\[(\d+)\]/g, "m($1)"), map: null }),
      },
    },
    {
      name: "lean-tokens",
      apply: "build",
      // The names of the tokens, as short as they can be; not of those that the code sets.
      generateBundle: {
        order: "post",
        handler(_, bundle) {
          const files = Object.values(bundle);
          const code = files.map((file) => (file.type === "chunk" ? file.code : "")).join("");
          for (const file of files) {
            if (file.type === "chunk" || !file.fileName.endsWith(".css")) continue;
            const css = String(file.source);
            const names = [...new Set(css.match(/--[\w-]+/g))].filter((name) => !code.includes(name));
            file.source = css.replace(/--[\w-]+/g, (name) => (names.includes(name) ? `--${names.indexOf(name).toString(36)}` : name));
          }
        },
      },
    },
    {
      name: "lean-code",
      apply: "build",
      // After Vite's own minifier: what it leaves can be folded further, and what a function never reads is no parameter. Names
      // like `$getItemSize` are those of the list (virtua) for itself.
      generateBundle: {
        order: "post",
        async handler(_, bundle) {
          // What is called `$so` in one file is called the same in all.
          const names = { props: {} };
          for (const chunk of Object.values(bundle)) {
            if (chunk.type !== "chunk") continue;
            const nameCache = { props: names.props };
            chunk.code = (await minify(chunk.code, { ...SHORTER, nameCache })).code ?? chunk.code;
            names.props = nameCache.props;
          }
        },
      },
    },
  ];
}

/** @param {string} code @param {string} old @param {string} now */
function swapped(code, old, now) {
  if (code.split(old).length !== 2) throw new Error(`Svelte has changed, look at scripts/lean.mjs: ${old}`);
  return code.replace(old, () => now);
}
