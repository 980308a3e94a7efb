// What others will notice is done a moment later, so that it can be undone even with a network. It shows at once.
import { toasts } from "../../kit/toasts.svelte";
import { m } from "../../text";
import { attempt } from "../act/act";

export const GRACE = 4000;

export class Postponed {
  /** What looks done and is not yet. */
  begun = $state.raw<ReadonlySet<string>>(new Set());
  #carryOut: (id: string) => Promise<unknown>;

  constructor(carryOut: (id: string) => Promise<unknown>) {
    this.#carryOut = carryOut;
  }

  begin(id: string, text: string): void {
    this.begun = new Set([...this.begun, id]);
    // Not the end of the notice: other notices may push it out of sight.
    const timer = setTimeout(() => this.#end(id), GRACE);
    const undo = () => {
      clearTimeout(timer);
      this.#forget(id);
    };
    toasts.show({ text, action: { label: m.action_undo(), run: undo } }, GRACE);
  }

  /** The person leaves: what was begun is carried out now. */
  leave(): void {
    for (const id of this.begun) this.#end(id);
  }

  #forget(id: string): void {
    this.begun = new Set([...this.begun].filter((each) => each !== id));
  }

  #end(id: string): void {
    if (!this.begun.has(id)) return;
    this.#forget(id);
    void attempt(this.#carryOut(id));
  }
}
