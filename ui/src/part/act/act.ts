// What a person does to their own things: said in passing, and undone from there.
import { toasts } from "../../kit/toasts.svelte";
import { m } from "../../text";
import { sentenceOf } from "../../text/failure";

/** Whether a call did what it should; if not, why is said in passing. */
export async function attempt(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (thrown) {
    toasts.show({ text: sentenceOf(thrown) });
    return false;
  }
}

/** The same, and when it is done, that it is, and the way back. */
export async function done(call: Promise<unknown>, text: string, undo?: () => Promise<unknown>): Promise<boolean> {
  const ok = await attempt(call);
  if (ok) say(text, undo);
  return ok;
}

export function say(text: string, undo?: () => Promise<unknown>): void {
  toasts.show({ text, action: undo && { label: m.action_undo(), run: () => void attempt(undo()) } });
}
