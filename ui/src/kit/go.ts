/** Navigate within the app: paths live in the hash, because both hosts serve one page. */
export function go(path: string, how: "push" | "replace" = "push"): void {
  if (how === "replace") location.replace(`#${path}`);
  else location.hash = path;
}
