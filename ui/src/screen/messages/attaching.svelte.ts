// Files on their way into the draft: read one after the other, while typing goes on.
import { rpc } from "../../ipc/call";
import { Failure } from "../../ipc/failure";
import { announcer } from "../../kit/announcer.svelte";
import { base64 } from "../../part/file/read";
import { m } from "../../text";
import { sentence } from "../../text/failure";

/** The most that a message takes, and the size of each in bytes: the engine's own limits, said before a file is read. */
const MOST = 10;
const LARGEST = 25 << 20;

export interface Coming {
  key: number;
  name: string;
  bytes: number;
  /** Once the engine has it. */
  digest?: string;
  /** Why it cannot be attached. */
  reason?: string;
}

export class Attaching {
  /** Those that the draft does not have yet, and those that it will not have. */
  list = $state.raw<Coming[]>([]);
  #conversation: string;
  #next = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(conversation: string) {
    this.#conversation = conversation;
  }

  /** `there`: how many the draft has. */
  add(files: Iterable<File>, there: number): void {
    let room = MOST - there - this.list.filter(({ reason }) => !reason).length;
    for (const file of files) {
      const it: Coming = { key: (this.#next += 1), name: file.name, bytes: file.size };
      if (file.size > LARGEST) it.reason = m.attach_too_large();
      else if (room-- <= 0) it.reason = m.attach_too_many();
      this.list = [...this.list, it];
      if (!it.reason) this.#last = this.#last.then(() => this.#attach(it.key, file));
    }
  }

  /** When all that was added is with the engine; false: something of it is not. */
  async done(): Promise<boolean> {
    const failed = () => this.list.filter(({ reason }) => reason).length;
    const before = failed();
    await this.#last;
    return failed() === before;
  }

  remove(key: number): void {
    this.list = this.list.filter((each) => each.key !== key);
  }

  /** The draft has these now. */
  arrived(digests: readonly string[]): void {
    if (this.list.some(({ digest }) => digest && digests.includes(digest))) {
      this.list = this.list.filter(({ digest }) => !digest || !digests.includes(digest));
    }
  }

  /** The draft was sent, with all that the engine had; what was refused has been seen. */
  sent(): void {
    this.list = this.list.filter(({ digest, reason }) => !digest && !reason);
  }

  #find(key: number): Coming | undefined {
    return this.list.find((each) => each.key === key);
  }

  async #attach(key: number, file: File): Promise<void> {
    if (!this.#find(key)) return;
    const conversation = this.#conversation;
    try {
      const { digest } = await rpc.attach({ conversation, name: file.name, file: await base64(file) });
      if (this.#find(key)) {
        this.#put(key, { digest });
        announcer.say(`${m.attach_word()}: ${file.name}`);
      }
      // Taken away while it was read.
      else await rpc.detach({ conversation, digest });
    } catch (thrown) {
      this.#put(key, { reason: why(Failure.from(thrown)) });
    }
  }

  #put(key: number, more: Partial<Coming>): void {
    this.list = this.list.map((each) => (each.key === key ? { ...each, ...more } : each));
  }
}

/** A picture whose place and time cannot be taken out is not attached: what can be read is said instead. */
function why({ code, field }: Failure): string {
  if (code === "too_many") return m.attach_too_many();
  if (code === "too_large") return m.attach_too_large();
  if (code === "empty") return m.attach_empty();
  return code === "invalid" && field === "file" ? m.photo_unreadable() : sentence(code);
}
