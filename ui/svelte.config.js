import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

/** The file of each scope, so that no two components share one. */
const scopes = new Map();

export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    css: "external",
    discloseVersion: false,
    // The name of a scope is written at every element of its component: it is as short as it can be.
    cssHash({ hash, filename }) {
      const scope = `s${hash(filename).slice(-4)}`;
      if ((scopes.get(scope) ?? filename) !== filename) throw new Error(`${filename} and ${scopes.get(scope)} share the scope ${scope}`);
      scopes.set(scope, filename);
      return scope;
    },
  },
};
