// Waiting for a condition, never for a time.
import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks until the answer is neither false, null nor undefined, and gives it. A thrown error counts as "not yet"; the last
 * one is part of the failure.
 */
export async function until(what, ask, { seconds = 15 } = {}) {
  const end = performance.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== false && answer != null) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) {
      throw new Error(`not within ${seconds} s: ${what}`, { cause: last });
    }
    await pause(25);
  }
}
