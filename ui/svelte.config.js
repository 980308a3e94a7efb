import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

const src = join(import.meta.dirname, "src");
const components = readdirSync(src, { recursive: true }).filter((file) => file.endsWith(".svelte")).sort();

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    css: "external",
    discloseVersion: false,
    // The name of a scope is written at every element of its component: it is as short as it can be, the component's place
    // among all of them. One that was added since the start (while one develops), or is not ours, has its hash.
    cssHash({ hash, filename }) {
      const place = components.indexOf(relative(src, resolve(filename)));
      return place < 0 ? `s-${hash(filename)}` : `_${place.toString(36)}`;
    },
  },
};
