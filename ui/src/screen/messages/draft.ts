// A draft is on its way to the disk at most 250 ms after the last key, and at once when the person leaves.
import { rpc } from "../../ipc/call";

const PAUSE = 250;

export class DraftKeeper {
  #conversation: string;
  #saved: string;
  #text: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(conversation: string, saved: string) {
    this.#conversation = conversation;
    this.#saved = saved;
    this.#text = saved;
  }

  type(text: string): void {
    this.#text = text;
    this.#timer ??= setTimeout(() => this.flush(), PAUSE);
  }

  /** A message was sent: the engine cleared the draft in the same write. What is still typed is saved anew. */
  sent(text: string): void {
    this.#saved = "";
    this.#text = text;
    this.flush();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === this.#saved) return;
    const before = this.#saved;
    const text = this.#text;
    this.#saved = text;
    rpc.save_draft({ conversation: this.#conversation, text }).catch(() => {
      // Not saved: the next key, or leaving, tries again.
      if (this.#saved === text) this.#saved = before;
    });
  }
}
