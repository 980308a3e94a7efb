// Dragging a row by its handle: the rows move by transform, the list itself is not touched until the hand lets go.

export class Reorder {
  from = $state(-1);
  to = $state(-1);
  #by = $state(0);
  #startY = 0;
  #boxes: { top: number; height: number }[] = [];

  constructor(private readonly drop: (from: number, to: number) => void) {}

  grab(event: PointerEvent, index: number): void {
    const list = (event.currentTarget as HTMLElement).closest("ul");
    if (!list || event.button !== 0) return;
    event.preventDefault();
    this.#boxes = [...list.children].map((child) => {
      const { top, height } = child.getBoundingClientRect();
      return { top, height };
    });
    this.#startY = event.clientY;
    this.from = this.to = index;
    this.#by = 0;
    window.addEventListener("pointermove", this.#move);
    window.addEventListener("pointerup", this.#up);
    window.addEventListener("pointercancel", this.#cancel);
  }

  /** How far the row at `index` stands from its place, in pixels. */
  shift(index: number): number {
    if (this.from < 0) return 0;
    if (index === this.from) return this.#by;
    const height = this.#boxes[this.from]?.height ?? 0;
    if (index > this.from && index <= this.to) return -height;
    if (index < this.from && index >= this.to) return height;
    return 0;
  }

  #move = (event: PointerEvent) => {
    this.#by = event.clientY - this.#startY;
    this.to = place(this.#boxes, this.from, this.#by);
  };

  #up = () => {
    const { from, to } = this;
    this.#cancel();
    if (from !== to) this.drop(from, to);
  };

  #cancel = () => {
    this.from = this.to = -1;
    window.removeEventListener("pointermove", this.#move);
    window.removeEventListener("pointerup", this.#up);
    window.removeEventListener("pointercancel", this.#cancel);
  };
}

/** The place of the row whose middle is nearest to the middle of the dragged one. */
export function place(boxes: readonly { top: number; height: number }[], from: number, by: number): number {
  const dragged = boxes[from];
  if (!dragged) return from;
  const middle = dragged.top + dragged.height / 2 + by;
  let best = from;
  let least = Infinity;
  boxes.forEach((box, index) => {
    const distance = Math.abs(box.top + box.height / 2 - middle);
    if (distance < least) {
      least = distance;
      best = index;
    }
  });
  return best;
}

/** The row it goes before, for `move_row`; null is the end. */
export function before(rows: readonly string[], from: number, to: number): string | null {
  return rows[to > from ? to + 1 : to] ?? null;
}
