// An offer while it is written: saves itself, and takes what comes from elsewhere wherever nothing was typed.
import { Failure } from "../../ipc/failure";
import type { OfferValue, WorkTerms } from "../../ipc/gen/types";
import { plain } from "../../kit/plain";

const PAUSE = 600;

/** What could not be saved when its editor was left, by offer: it stands there again when one comes back. */
const kept = new Map<string, { base: OfferValue; value: OfferValue }>();

export class Editing {
  value: OfferValue = $state.raw()!;
  failure = $state.raw<Failure>();
  /** The name of the field in which the cursor is. */
  at = $state.raw<string | null>(null);
  /** Something was saved since the editor was opened. */
  saved = $state(false);

  /** What the engine is known to hold. */
  #held: OfferValue;
  /** What the person saw when they began to type: by it the engine decides whether two edits contradict. */
  #begun: OfferValue | undefined;
  /** What was replaced here, by part, until an answer shows what replaced it: answers can be older than the last edit. */
  readonly #replaced = new Map<string, unknown[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<boolean> = Promise.resolve(true);

  constructor(
    private readonly offer: string,
    held: OfferValue,
    private readonly send: (base: OfferValue, value: OfferValue) => Promise<unknown>,
  ) {
    const before = kept.get(offer);
    this.#held = held;
    this.#begun = before?.base;
    this.value = structuredClone(before?.value ?? held);
  }

  get dirty(): boolean {
    return !same(this.#now(), this.#held);
  }

  /** Something was typed or chosen. While readers see the offer it is saved when the field is left, not half written. */
  typed(whileTyping: boolean): void {
    this.#begun ??= this.#held;
    this.failure = undefined;
    clearTimeout(this.#timer);
    if (whileTyping) this.#timer = setTimeout(() => void this.save(), PAUSE);
  }

  /** Whether all that is typed is saved then. One edit after the other: each is based on the one before it. */
  save(): Promise<boolean> {
    clearTimeout(this.#timer);
    return (this.#queue = this.#queue.then(() => this.#once()));
  }

  /** The editor is left. */
  async leave(): Promise<void> {
    if (this.dirty) kept.set(this.offer, { base: this.#begun ?? this.#held, value: this.#now() });
    if (await this.save()) kept.delete(this.offer);
  }

  /** What the engine says now. A part in which nothing was typed takes it; the one where the cursor is waits. */
  take(next: OfferValue): void {
    const typing = this.at?.split(".").slice(0, 2).join(".");
    const [mine, held, theirs] = [flat(this.#now()), flat(this.#held), flat(next)];
    const otherForm = this.dirty && this.value.terms.form !== next.terms.form;
    this.#held = next;
    if (otherForm) return;
    const [both, known] = [new Map(theirs), new Map(theirs)];
    const begun = this.#begun && flat(this.#begun);
    for (const [part, value] of mine) {
      const other = theirs.get(part);
      if (!theirs.has(part) || same(value, other)) {
        this.#replaced.delete(part);
      } else if (this.#replaced.get(part)?.some((before) => same(before, other))) {
        both.set(part, value);
        known.set(part, held.get(part));
      } else if (!same(value, held.get(part))) {
        both.set(part, value);
      } else if (part === typing) {
        both.set(part, value);
        known.set(part, value);
      } else {
        // Where nothing was typed, nothing is meant to be kept.
        begun?.set(part, other);
      }
    }
    this.#held = whole(known);
    if (begun) this.#begun = whole(begun);
    const value = whole(both);
    if (!same(value, this.#now())) this.value = structuredClone(value);
  }

  async #once(): Promise<boolean> {
    const value = this.#now();
    if (same(value, this.#held)) return true;
    const held = flat(this.#held);
    for (const [part, now] of flat(value)) {
      if (!same(now, held.get(part))) this.#replaced.set(part, [...(this.#replaced.get(part) ?? []), held.get(part)]);
    }
    try {
      await this.send(this.#begun ?? this.#held, value);
    } catch (thrown) {
      this.failure = Failure.from(thrown);
      return false;
    }
    this.#held = value;
    this.#begun = undefined;
    this.failure = undefined;
    this.saved = true;
    return true;
  }

  #now(): OfferValue {
    return plain(this.value);
  }
}

const TERMS = "terms.";

/** The parts of an offer by their names on the wire. */
function flat({ terms, ...rest }: OfferValue): Map<string, unknown> {
  const term = ([name, value]: [string, unknown]): [string, unknown] => [TERMS + name, value];
  return new Map([...Object.entries(rest), ...Object.entries(terms).map(term)]);
}

function whole(parts: Map<string, unknown>): OfferValue {
  const [rest, terms]: [[string, unknown][], [string, unknown][]] = [[], []];
  for (const [name, value] of parts) {
    if (name.startsWith(TERMS)) terms.push([name.slice(TERMS.length), value]);
    else rest.push([name, value]);
  }
  return { ...Object.fromEntries(rest), terms: Object.fromEntries(terms) as WorkTerms } as OfferValue;
}

/** Whether two values say the same; in what order their parts stand says nothing. */
function same(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort()) : each,
  );
}
