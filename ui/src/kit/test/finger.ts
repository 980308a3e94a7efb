// Touches for tests: jsdom knows the events but makes none.

type Point = [x: number, y: number];

function touch(target: Element, type: string, [clientX, clientY]: Point, timeStamp: number): boolean {
  const at = [{ clientX, clientY }];
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.defineProperties(event, {
    touches: { value: type === "touchend" ? [] : at },
    changedTouches: { value: at },
    timeStamp: { value: timeStamp },
  });
  return !target.dispatchEvent(event);
}

/** A finger goes from the first point to the last and is lifted. Tells whether it was taken for a gesture. */
export function draw(target: Element, points: Point[], { msEach = 100, lift = true } = {}): boolean {
  let taken = false;
  points.forEach((point, index) => {
    taken = touch(target, index === 0 ? "touchstart" : "touchmove", point, index * msEach) || taken;
  });
  if (lift) touch(target, "touchend", points.at(-1)!, points.length * msEach);
  return taken;
}

/** The system takes the finger away. */
export function cancel(target: Element): void {
  touch(target, "touchcancel", [0, 0], 0);
}
