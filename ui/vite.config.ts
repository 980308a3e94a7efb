import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";
import { fileOf } from "./scripts/files.mjs";
import { lean } from "./scripts/lean.mjs";
import { texts } from "./scripts/texts.mjs";

export default defineConfig({
  plugins: [texts(), svelte(), svelteTesting(), lean()],
  // The shell and the devhost serve one page from the root of one origin.
  base: "/",
  clearScreen: false,
  server: { port: 5173, strictPort: true, host: "127.0.0.1" },
  build: {
    outDir: "dist",
    target: ["es2022", "safari16"],
    // Of the styles most are needed at the start, and apart they would weigh a tenth more.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { preserveEntrySignatures: false, output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: fileOf, debugName: "files" }] } } },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
  },
});
