// Every word on the screen. `m.key(gaps)` is typed by the keys of messages/ja.json; scripts/texts.mjs puts the place of the
// text where the key stands: `m.t[place]` is read, and `say(place, gaps)` is called where there are gaps to fill.
import type { Messages } from "./gen/messages";
import { current, say } from "./locale.svelte";

export const m = Object.defineProperty(say, "t", { get: () => current.texts }) as unknown as Messages;
