// A live query: what a screen shows and the topics that make it ask again, declared side by side.
// The old value stays while a new one is fetched, so nothing flickers and no spinner covers content.
import { untrack } from "svelte";
import { Failure } from "./failure";
import { EVERYTHING, listen, type HostEvent } from "./host";

export interface Query<T> {
  topics: readonly string[];
  ask: () => Promise<T>;
}

export class Live<T> {
  value = $state.raw<T>();
  failure = $state.raw<Failure>();

  #query: Query<T> | undefined;
  /** Goes up when the query is replaced: answers to an older query are dropped. */
  #turn = 0;
  #asking = false;
  #again = false;
  /** Changes of the value that are under way: what is answered meanwhile is older than they are. */
  #laid = 0;

  /** Replaces the query. The old value stays until the new answer is there, unless `clear`. */
  set(query: Query<T>, clear = false): void {
    this.#query = query;
    this.#turn += 1;
    this.#asking = false;
    if (clear) this.value = undefined;
    void this.refetch();
  }

  /**
   * Shows what `call` will make of the value, at once: the next change is made of this one, not of an answer that does not
   * know it yet. What stands in the end, also when the call failed, is asked for when it is over.
   */
  async lay<R>(value: T, call: Promise<R>): Promise<R> {
    this.#laid += 1;
    this.#turn += 1;
    this.#asking = false;
    this.value = value;
    try {
      return await call;
    } finally {
      this.#laid -= 1;
      void this.refetch();
    }
  }

  hear(event: HostEvent): void {
    if (!("changed" in event)) return;
    const concerns = (topic: string) => topic === EVERYTHING || this.#query?.topics.includes(topic);
    if (event.changed.some(concerns)) void this.refetch();
  }

  /** At most one question is under way; a change meanwhile makes one more, not one each. */
  async refetch(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    const query = this.#query;
    if (!query || this.#laid > 0) return;
    const turn = this.#turn;
    this.#asking = true;
    this.#again = false;
    try {
      const value = await query.ask();
      if (turn !== this.#turn) return;
      this.value = value;
      this.failure = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.failure = Failure.from(thrown);
      // What is no longer there, or no longer shown to this person, must not stay on the screen.
      if (this.failure.code === "not_found") this.value = undefined;
    }
    this.#asking = false;
    if (this.#again) await this.refetch();
  }
}

/** A live query that lives as long as the component that calls this. `make` may read state. */
export function live<T>(make: () => Query<T>, options: { clear?: boolean } = {}): Live<T> {
  const it = new Live<T>();
  $effect(() => listen((event) => it.hear(event)));
  $effect(() => {
    const query = make();
    untrack(() => it.set(query, options.clear));
  });
  return it;
}
