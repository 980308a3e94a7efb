// Back with a finger from the left edge of a phone: what lies on top follows the finger, and goes if that was meant.
import { calm } from "./media.svelte";
import { finger, type Stroke } from "./finger";

/** From the edge so far in, in pixels: what begins further in belongs to what is shown. */
const EDGE = 24;
const LAST = 140;

/** A third of the way, or quickly. */
export function meant({ dx, ms }: Stroke, width: number): boolean {
  return dx > width / 3 || (dx > 40 && dx / Math.max(1, ms) > 0.5);
}

/**
 * Attachment. `way` says how to go back from here, or null where nothing lies behind. What is drawn away is the element
 * within that has `data-swipe`, or all of it.
 */
export function swipeBack(way: () => (() => void) | null) {
  return (area: HTMLElement) => {
    let leave: (() => void) | null = null;
    /** What is drawn away. It is remembered: once it has gone it no longer says that it can be. */
    let drawn = area;

    const put = (by: number) => {
      drawn.dataset.drawn = "";
      drawn.style.transform = `translateX(${by}px)`;
    };
    const clear = () => {
      delete drawn.dataset.drawn;
      drawn.style.transform = "";
    };
    const gone = async (from: number) => {
      // A person who wants no motion has seen the finger's; nothing moves by itself.
      if (!calm.current && "animate" in drawn) {
        const to = drawn.offsetWidth;
        put(to);
        const slide = [{ transform: `translateX(${from}px)` }, { transform: `translateX(${to}px)` }];
        await drawn.animate(slide, LAST).finished.catch(() => undefined);
      }
      window.addEventListener("hashchange", clear, { once: true });
      leave?.();
    };

    const stop = finger({
      begins({ x }) {
        leave = x <= EDGE ? way() : null;
        clear();
        drawn = area.querySelector<HTMLElement>("[data-swipe]") ?? area;
        return leave !== null;
      },
      is: ({ dx, dy }) => dx > Math.abs(dy),
      moves: ({ dx }) => put(Math.max(0, dx)),
      ends(stroke) {
        if (meant(stroke, area.offsetWidth)) void gone(stroke.dx);
        else clear();
      },
      breaks: clear,
    })(area);
    return () => {
      stop();
      window.removeEventListener("hashchange", clear);
      clear();
    };
  };
}
