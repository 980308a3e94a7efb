// What jsdom lacks and the parts need to stand.
import { current } from "../text/locale.svelte";
import { holding } from "./media";

class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoResizeObserver as unknown as typeof ResizeObserver;

/** Everything is in sight. */
class AllInSight {
  constructor(private hear: IntersectionObserverCallback) {}
  observe() {
    this.hear([{ isIntersecting: true } as IntersectionObserverEntry], this as unknown as IntersectionObserver);
  }
  disconnect() {}
}
globalThis.IntersectionObserver ??= AllInSight as unknown as typeof IntersectionObserver;

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
