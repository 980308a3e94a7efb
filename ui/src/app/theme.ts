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

// Where fonts are found by fontconfig each name is searched for in each size: a tenth of a second before the first words.
// There the sans-serif is what `system-ui` would be, or the one that the person has chosen.
if (navigator.platform.startsWith("Linux")) document.documentElement.style.setProperty("--font", "sans-serif");
