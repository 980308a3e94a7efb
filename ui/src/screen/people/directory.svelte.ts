// The directory as far as it is in sight: of 20,000 people nobody asks for all. A row that comes into sight asks for its
// stretch; a change asks anew for the stretches in sight, and forgets the others.
import { Failure } from "../../ipc/failure";
import type { PeopleFilter, PeopleList, PersonItem } from "../../ipc/gen/types";
import { EVERYTHING, type HostEvent } from "../../ipc/host";
import { EVERYBODY, people, STRETCH } from "../../ipc/queries";

export class Directory {
  /** How many there are; none until the first answer. */
  counts = $state.raw<Omit<PeopleList, "items">>();
  failure = $state.raw<Failure>();
  /** Goes up when the answer to another filter is there: the list then begins at its top. */
  began = $state(0);

  #stretches = $state.raw<ReadonlyMap<number, PersonItem[]>>(new Map());
  #filter = EVERYBODY;
  /** Stretches that were asked for since the last change. */
  #fresh = new Set<number>();
  /** How many rows of each stretch are in the page. */
  #inSight = new Map<number, number>();
  /** Goes up with every change: an answer to an older question counts for nothing. */
  #turn = 0;
  #refiltered = true;
  #asking = false;

  at(index: number): PersonItem | undefined {
    return this.#stretches.get(Math.floor(index / STRETCH))?.[index % STRETCH];
  }

  /** Another question. What is shown stays until the answer is there. */
  filter(filter: PeopleFilter): void {
    this.#filter = filter;
    this.#refiltered = true;
    this.refresh();
  }

  hear(event: HostEvent): void {
    if ("changed" in event && event.changed.some((topic) => topic === EVERYTHING || topic === "people")) this.refresh();
  }

  refresh(): void {
    this.#turn += 1;
    this.#fresh.clear();
    void this.#ask();
  }

  /** The row is in the page until the function that is returned is called. */
  hold(index: number): () => void {
    const stretch = Math.floor(index / STRETCH);
    const count = (by: number) => this.#inSight.set(stretch, (this.#inSight.get(stretch) ?? 0) + by);
    count(1);
    void this.#ask();
    return () => void count(-1);
  }

  /** One question at a time, the newest change first. */
  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const turn = this.#turn;
      try {
        const answer = await people(this.#filter, next * STRETCH).ask();
        if (turn === this.#turn) this.#take(next, answer);
      } catch (thrown) {
        if (turn !== this.#turn) continue;
        this.failure = Failure.from(thrown);
        break;
      }
    }
    this.#asking = false;
  }

  /** The first one is always wanted: it says how many there are. Under a new filter nothing else counts yet. */
  #next(): number | undefined {
    const wanted = this.#refiltered ? [0] : [0, ...[...this.#inSight].filter(([, rows]) => rows > 0).map(([stretch]) => stretch)];
    return wanted.find((stretch) => !this.#fresh.has(stretch));
  }

  #take(stretch: number, { items, ...counts }: PeopleList): void {
    this.#fresh.add(stretch);
    const kept = [...this.#stretches].filter(([each]) => !this.#refiltered && (this.#fresh.has(each) || this.#inSight.get(each)));
    this.#stretches = new Map([...kept, [stretch, items]]);
    this.counts = counts;
    this.failure = undefined;
    if (this.#refiltered) this.began += 1;
    this.#refiltered = false;
  }
}
