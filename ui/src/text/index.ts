// Every word on the screen. `m.key(gaps)` is typed by the keys of messages/ja.json; what is called is `say(place, gaps)`:
// scripts/texts.mjs puts the place of the text where the key stands.
import type { Messages } from "./gen/messages";
import { say } from "./locale.svelte";

export const m = say as unknown as Messages;
