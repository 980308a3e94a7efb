// What the desk's lists show when they are opened: chosen on the front page, and kept while one goes to and fro.
import type { OfferState } from "../../ipc/gen/types";
import type { Chosen } from "../../kit/FilterChips.svelte";

class Views {
  members = $state.raw<Chosen>({});
  offers = $state<OfferState>("published");
}

export const views = new Views();
