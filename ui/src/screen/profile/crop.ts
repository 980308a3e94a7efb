// The square of a picture that shall be the photo, in the picture's own upright pixels.

export interface Size {
  width: number;
  height: number;
}

export interface Square {
  x: number;
  y: number;
  side: number;
}

/** A photo is 256 pixels a side: fewer than half of that would only be blown up. */
const LEAST = 128;

/** As much of it as there is, from its middle. */
export function largest({ width, height }: Size): Square {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/** How far one can zoom in: the smallest side of a square. */
export const least = ({ width, height }: Size) => Math.min(LEAST, width, height);

/** Moved by so many pixels, and never out of the picture. */
export function moved({ x, y, side }: Square, { width, height }: Size, dx: number, dy: number): Square {
  return { x: within(x + dx, width - side), y: within(y + dy, height - side), side };
}

/** With another side; what lies at this share of the square stays where it is. */
export function zoomed(square: Square, size: Size, side: number, at = { x: 0.5, y: 0.5 }): Square {
  const next = Math.min(Math.max(side, least(size)), Math.min(size.width, size.height));
  const less = square.side - next;
  return moved({ ...square, side: next }, size, less * at.x, less * at.y);
}

/** In whole pixels, all of them in the picture. */
export function whole({ x, y, side }: Square, size: Size): Square {
  const pixels = Math.max(1, Math.min(Math.round(side), size.width, size.height));
  return { x: Math.round(within(x, size.width - pixels)), y: Math.round(within(y, size.height - pixels)), side: pixels };
}

/** The zoom from 0, all of it, to 100, the smallest square: each step by the same factor. */
export function zoomOf({ side }: Square, size: Size): number {
  const [from, to] = [Math.min(size.width, size.height), least(size)];
  return from === to ? 0 : (100 * Math.log(from / side)) / Math.log(from / to);
}

export function sideOf(zoom: number, size: Size): number {
  const from = Math.min(size.width, size.height);
  return from * (least(size) / from) ** (zoom / 100);
}

const within = (value: number, most: number) => Math.min(Math.max(value, 0), Math.max(most, 0));
