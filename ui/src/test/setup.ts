// What jsdom lacks and the parts need to stand.
import { current } from "../text/locale.svelte";
import { holding } from "./media";

class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoResizeObserver as unknown as typeof ResizeObserver;

window.matchMedia ??= ((query: string) => ({
  get matches() {
    return holding.has(query);
  },
  media: query,
  addEventListener() {},
  removeEventListener() {},
})) as unknown as typeof window.matchMedia;

// Both languages are there before the first test: choosing one then takes effect at once.
await current.choose("en");
await current.choose("ja");
