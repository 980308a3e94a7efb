// One part of a conflict: what there is to choose from, and what has been chosen.
import type { ConflictPart } from "../../ipc/gen/types";

export type From = "mine" | "theirs" | "merged" | "own";
export interface Chosen {
  from: From | null;
  text: string;
}

/** What merged by itself, or does not differ, needs no choice. */
export function initial(part: ConflictPart): Chosen {
  if (part.merged !== null) return { from: "merged", text: part.merged };
  if (part.mine === part.theirs) return { from: "mine", text: part.mine };
  return { from: null, text: "" };
}

export function choose(part: ConflictPart, from: "mine" | "theirs" | "merged"): Chosen {
  const text = from === "merged" ? (part.merged ?? part.mine) : part[from];
  return { from, text };
}

export function write(text: string): Chosen {
  return { from: "own", text };
}

/** Parts that contradict each other, and those that two devices changed without contradiction. */
export function sorted(parts: readonly ConflictPart[]): { open: ConflictPart[]; settled: ConflictPart[] } {
  const own = parts.filter((part) => part.part !== "type");
  return {
    open: own.filter((part) => part.merged === null),
    settled: own.filter((part) => part.merged !== null && (part.mine !== part.base || part.theirs !== part.base)),
  };
}
