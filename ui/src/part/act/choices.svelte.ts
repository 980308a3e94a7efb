import { attempt } from "./act";

/** Choices that are kept as they are made. One that could not be kept is drawn anew as it was: `{#key choices.turn}`. */
export class Choices {
  turn = $state(0);

  async keep(call: Promise<unknown>): Promise<boolean> {
    const ok = await attempt(call);
    if (!ok) this.turn += 1;
    return ok;
  }
}
