import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";
import { lean } from "./scripts/lean.mjs";
import { texts } from "./scripts/texts.mjs";

export default defineConfig({
  plugins: [svelte(), svelteTesting(), texts(), lean()],
  // The shell and the devhost serve one page from the root of one origin.
  base: "/",
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: "127.0.0.1" },
  build: {
    outDir: "dist",
    target: ["es2022", "safari16"],
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What all screens are made of, and the screens in groups: many small chunks would weigh more than they spare.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "base", test: /node_modules|src\/(app|ipc|kit|text|main)|^\0(?!texts)/ },
            { name: "door", test: /src\/screen\/(firstsync|locked|welcome)/ },
            { name: "others", test: /src\/screen\/(messages|people|today)/ },
            { name: "offers", test: /src\/screen\/offers/ },
            { name: "desk", test: /src\/screen\/desk/ },
            { name: "own", test: /src\/screen\/(conflict|outbox|profile|settings)/ },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
  },
});
