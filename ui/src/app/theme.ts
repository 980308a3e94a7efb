import type { Theme } from "../ipc/gen/types";

const dark = window.matchMedia("(prefers-color-scheme: dark)");
let chosen: Theme = "system";

/** Puts the theme on the page; "system" follows the device while the app runs. */
export function showTheme(theme: Theme): void {
  chosen = theme;
  const shown = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  document.documentElement.dataset.theme = shown;
}

dark.addEventListener("change", () => showTheme(chosen));
