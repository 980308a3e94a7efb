// A withdrawn message leaves the screen at once and the device a moment later, so that it can be undone even online.
import { SvelteSet } from "svelte/reactivity";
import { rpc } from "../../ipc/call";
import { Failure } from "../../ipc/failure";
import { toasts } from "../../kit/toasts.svelte";
import { m } from "../../text";
import { sentence } from "../../text/failure";

export const GRACE = 4000;

export class Withdrawals {
  /** Messages that look withdrawn and are not yet. */
  readonly hidden = new SvelteSet<string>();
  #conversation: string;

  constructor(conversation: string) {
    this.#conversation = conversation;
  }

  withdraw(message: string): void {
    this.hidden.add(message);
    toasts.show(
      {
        text: m.talk_withdraw_done(),
        action: { label: m.action_undo(), run: () => void this.hidden.delete(message) },
        gone: () => void this.#carryOut(message),
      },
      GRACE,
    );
  }

  /** The person leaves: what was withdrawn is carried out now. */
  leave(): void {
    for (const message of this.hidden) void this.#carryOut(message);
  }

  async #carryOut(message: string): Promise<void> {
    if (!this.hidden.has(message)) return;
    this.hidden.delete(message);
    try {
      await rpc.delete_message({ conversation: this.#conversation, message });
    } catch (thrown) {
      toasts.show({ text: sentence(Failure.from(thrown).code) });
    }
  }
}
