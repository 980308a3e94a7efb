// One finger on the page: where it began, how far it has come, and when it is lifted. What to make of it is the caller's.

export interface Finger {
  /** Where it was put down. */
  x: number;
  y: number;
  target: Element;
}

export interface Stroke {
  /** How far it has come, in pixels, and in how many milliseconds. */
  dx: number;
  dy: number;
  ms: number;
}

export interface Gesture {
  /** Whether a finger that is put down here could begin it. */
  begins(finger: Finger): boolean;
  /** Whether a stroke of this direction is it; asked once, when the finger has moved far enough to tell. */
  is(stroke: Stroke): boolean;
  moves(stroke: Stroke): void;
  ends(stroke: Stroke): void;
  /** The system took the finger away. */
  breaks(): void;
}

/** So far a finger trembles. */
const TREMBLE = 10;

/** Attachment: follows one finger. A stroke that is the gesture scrolls nothing. */
export function finger(gesture: Gesture) {
  return (area: HTMLElement) => {
    let from: { x: number; y: number; at: number } | undefined;
    let known = false;

    const stroke = (touch: { clientX: number; clientY: number }, at: number): Stroke => ({
      dx: touch.clientX - (from?.x ?? 0),
      dy: touch.clientY - (from?.y ?? 0),
      ms: at - (from?.at ?? at),
    });
    const down = (event: TouchEvent) => {
      const touch = event.touches[0];
      if (known) gesture.breaks();
      from = undefined;
      known = false;
      if (!touch || event.touches.length > 1 || !(event.target instanceof Element)) return;
      const { clientX: x, clientY: y } = touch;
      if (gesture.begins({ x, y, target: event.target })) from = { x, y, at: event.timeStamp };
    };
    const move = (event: TouchEvent) => {
      const touch = event.touches[0];
      if (!from || !touch) return;
      const now = stroke(touch, event.timeStamp);
      if (!known && Math.hypot(now.dx, now.dy) < TREMBLE) return;
      if (!known && !gesture.is(now)) {
        from = undefined;
        return;
      }
      known = true;
      event.preventDefault();
      gesture.moves(now);
    };
    const up = (event: TouchEvent) => {
      const touch = event.changedTouches[0];
      if (known && touch) gesture.ends(stroke(touch, event.timeStamp));
      from = undefined;
      known = false;
    };
    const cancel = () => {
      if (known) gesture.breaks();
      from = undefined;
      known = false;
    };
    area.addEventListener("touchstart", down, { passive: true });
    area.addEventListener("touchmove", move, { passive: false });
    area.addEventListener("touchend", up);
    area.addEventListener("touchcancel", cancel);
    return () => {
      area.removeEventListener("touchstart", down);
      area.removeEventListener("touchmove", move);
      area.removeEventListener("touchend", up);
      area.removeEventListener("touchcancel", cancel);
    };
  };
}
