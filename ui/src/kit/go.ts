// Moving within the app: paths live in the hash, because both hosts serve one page.

/** How many of the app's own places lie behind this one. */
let depth = depthOf(history.state) ?? 0;
let replacing = false;

window.addEventListener("hashchange", () => {
  const known = depthOf(history.state);
  if (known !== undefined) depth = known;
  else {
    if (!replacing) depth += 1;
    history.replaceState({ depth }, "");
  }
  replacing = false;
});

export function go(path: string, how: "push" | "replace" = "push"): void {
  if (location.hash === `#${path}`) return;
  if (how === "replace") {
    replacing = true;
    location.replace(`#${path}`);
  } else location.hash = path;
}

/** To where the person came from; to `parent` when the app was opened right here. */
export function back(parent: string): void {
  if (depth > 0) history.back();
  else go(parent, "replace");
}

function depthOf(state: unknown): number | undefined {
  const depth = (state as { depth?: unknown } | null)?.depth;
  return typeof depth === "number" ? depth : undefined;
}
