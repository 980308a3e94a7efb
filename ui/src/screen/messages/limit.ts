export const LIMIT = 20_000;
const NEAR = 19_000;

/** Characters as the server counts them: Unicode scalar values, so that 𠮷 is one. */
export function length(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export type Fit = { kind: "fits" } | { kind: "near"; count: number } | { kind: "over"; over: number };

export function fit(text: string): Fit {
  // UTF-16 units are never fewer than characters: a short text need not be walked.
  if (text.length < NEAR) return { kind: "fits" };
  const count = length(text);
  if (count > LIMIT) return { kind: "over", over: count - LIMIT };
  return count >= NEAR ? { kind: "near", count } : { kind: "fits" };
}
