type Events = HTMLElementEventMap & WindowEventMap;
export type Hearers = { [T in keyof Events]?: (event: Events[T]) => void };

/** Hears events of an element or of the window, until what it returns is called. */
export function listen(target: EventTarget, hearers: Hearers, options?: boolean | AddEventListenerOptions): () => void {
  const all = Object.entries(hearers) as [string, EventListener][];
  for (const [type, hear] of all) target.addEventListener(type, hear, options);
  return () => {
    for (const [type, hear] of all) target.removeEventListener(type, hear, options);
  };
}

/** For an effect: `leave` is called when the page goes, and when what the effect belongs to does. */
export function leaving(leave: () => void): () => void {
  const stop = listen(window, { pagehide: leave });
  return () => {
    stop();
    leave();
  };
}
