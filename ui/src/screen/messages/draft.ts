// A draft is on its way to the disk at most 250 ms after the last key, while keys keep coming at least so often, and at once
// when the person leaves.
import { rpc } from "../../ipc/call";

const PAUSE = 250;

export class DraftKeeper {
  #conversation: string;
  #saved: string;
  #text: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The saves that are not answered yet. */
  #underway = new Set<Promise<unknown>>();
  #sending = false;

  constructor(conversation: string, saved: string) {
    this.#conversation = conversation;
    this.#saved = saved;
    this.#text = saved;
  }

  type(text: string): void {
    this.#text = text;
    if (!this.#sending) this.#timer ??= setTimeout(() => this.flush(), PAUSE);
  }

  /**
   * Carries out a call that sends what was typed, when that is kept: a save that arrived behind it would bring back what was
   * sent. `after` says what the draft of the engine is then; undefined: what it was.
   */
  async send(call: () => Promise<unknown>, after: () => string | undefined): Promise<void> {
    this.flush();
    this.#sending = true;
    try {
      await Promise.all(this.#underway);
      await call();
      this.#saved = after() ?? this.#saved;
    } finally {
      this.#sending = false;
      this.flush();
    }
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === this.#saved) return;
    const before = this.#saved;
    const text = this.#text;
    this.#saved = text;
    const save = rpc.save_draft({ conversation: this.#conversation, text }).catch(() => {
      // Not saved: the next key, or leaving, tries again.
      if (this.#saved === text) this.#saved = before;
    });
    this.#underway.add(save);
    void save.then(() => this.#underway.delete(save));
  }
}
