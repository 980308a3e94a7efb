// What is on the screen, read from outside: Xvfb keeps its picture in a file. So the measured programs carry no mark and no
// driver, and the same eye looks at the app and at its limits. Looking costs a few tenths of a millisecond.
import { closeSync, openSync, readSync } from "node:fs";
import path from "node:path";

/** Every so many lines one is read: a line of text is higher. */
const EVERY = 5;
/** Lines that are looked at again and again, and points on them: enough to tell a picture, and next to no work. */
const LINES = 24;
const POINTS = 600;

export class Screen {
  #file;
  #stride;
  #start;
  #line;

  constructor(frames) {
    this.#file = openSync(path.join(frames, "Xvfb_screen0"), "r");
    const head = Buffer.alloc(100);
    readSync(this.#file, head, 0, 100, 0);
    // XWD: words of four bytes, the highest first; colours of twelve bytes between the head and the picture.
    const word = (at) => head.readUInt32BE(at * 4);
    [this.width, this.height, this.#stride] = [word(4), word(5), word(12)];
    this.#start = word(0) + word(19) * 12;
    if (word(11) !== 32) throw new Error(`the screen has ${word(11)} bits a point`);
    const bytes = Buffer.alloc(this.#stride);
    this.#line = { bytes, points: new Uint32Array(bytes.buffer, bytes.byteOffset, this.#stride / 4) };
  }

  /** The points of a line. They are valid until the next one is read. */
  line(y) {
    readSync(this.#file, this.#line.bytes, 0, this.#stride, this.#start + y * this.#stride);
    return this.#line.points;
  }

  /** The whole picture, as far as it is read: the lines by where they are. */
  picture() {
    const lines = new Map();
    for (let y = 0; y < this.height; y += EVERY) lines.set(y, Uint32Array.from(this.line(y)));
    return lines;
  }

  close() {
    closeSync(this.#file);
  }
}

/** Whether two pictures are the same. */
export function same(one, other) {
  return [...one].every(([y, points]) => Buffer.compare(bytes(points), bytes(other.get(y))) === 0);
}

const bytes = (points) => Buffer.from(points.buffer, points.byteOffset, points.byteLength);

/** Points by which a picture is told: those of another colour than most of it, that are not there before it. */
export class Sight {
  #screen;
  #lines = [];

  constructor(screen, before, picture) {
    this.#screen = screen;
    const counts = new Map();
    for (const points of picture.values()) for (const point of points) counts.set(point, (counts.get(point) ?? 0) + 1);
    const [[ground]] = [...counts].sort((one, other) => other[1] - one[1]);
    const inked = [...picture].map(([y, points]) => {
      const old = before.get(y);
      return [y, [...points.keys()].filter((x) => points[x] !== ground && points[x] !== old[x])];
    }).filter(([, at]) => at.length > 0);
    for (const [y, at] of thin(inked, LINES)) {
      this.#lines.push({ y, points: thin(at, POINTS / LINES).map((x) => ({ x, wanted: picture.get(y)[x], old: before.get(y)[x] })) });
    }
    this.count = this.#lines.reduce((sum, { points }) => sum + points.length, 0);
  }

  /** How much of the picture is there, and how much of what was there before is gone, of 1. */
  look() {
    let there = 0;
    let gone = 0;
    for (const { y, points } of this.#lines) {
      const now = this.#screen.line(y);
      for (const { x, wanted, old } of points) {
        if (now[x] === wanted) there += 1;
        if (now[x] !== old) gone += 1;
      }
    }
    return { there: there / this.count, gone: gone / this.count };
  }
}

/** At most so many of a list, evenly. */
function thin(list, most) {
  const step = Math.max(1, Math.ceil(list.length / most));
  return list.filter((_, at) => at % step === 0);
}
