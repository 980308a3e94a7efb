// What a page does not need that lies on the machine it is shown on and is drawn nowhere else.

/** The Vite plugin. @returns {import("vite").Plugin} */
export function lean() {
  return {
    name: "lean",
    apply: "build",
    // Before Vite's own: a part of the page is loaded from the disk, so nothing is gained by fetching ahead what it needs.
    load: {
      order: "pre",
      filter: { id: /vite\/preload-helper\.js$/ },
      handler: () => "export const __vitePreload = (load) => load();",
    },
    // No server draws a page that Svelte would have to take over: what it would do then is left out.
    transform: {
      order: "pre",
      filter: { id: /svelte\/src\/internal\/client\/dom\/hydration\.js$/ },
      handler(code) {
        const text = code.replace("export let hydrating = false;", "export const hydrating = false;").replace("hydrating = value;", "");
        if (!text.includes("const hydrating") || text.includes("hydrating = value")) throw new Error("Svelte has changed how it takes over a page: look at scripts/lean.mjs");
        return { code: text, map: null };
      },
    },
  };
}
