// What others will notice is done a moment later, so that it can be undone even with a network. It shows at once.
import { Failure } from "../../ipc/failure";
import { toasts } from "../../kit/toasts.svelte";
import { m } from "../../text";
import { sentence } from "../../text/failure";

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
    const timer = setTimeout(() => void this.#end(id), GRACE);
    const undo = () => {
      clearTimeout(timer);
      this.#forget(id);
    };
    toasts.show({ text, action: { label: m.action_undo(), run: undo } }, GRACE);
  }

  /** The person leaves: what was begun is carried out now. */
  leave(): void {
    for (const id of this.begun) void this.#end(id);
  }

  #forget(id: string): void {
    this.begun = new Set([...this.begun].filter((each) => each !== id));
  }

  async #end(id: string): Promise<void> {
    if (!this.begun.has(id)) return;
    this.#forget(id);
    try {
      await this.#carryOut(id);
    } catch (thrown) {
      toasts.show({ text: sentence(Failure.from(thrown).code) });
    }
  }
}
