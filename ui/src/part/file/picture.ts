// A picture in the page, and the room that it takes before it is there.

export const dataUrl = (kind: string, base64: string) => `data:${kind};base64,${base64}`;

/** In CSS pixels: the widest and the highest that a picture stands in a conversation. */
const WIDEST = 280;
const HIGHEST = 320;
/** So small it can still be hit. */
const LEAST = 96;
/** What is longer or higher than this shows its middle. */
const LONGEST = 2.5;

/** The room of a picture of this size: width in CSS pixels, and width by height. */
export function room({ width, height }: { width: number; height: number }): { width: number; ratio: number } {
  const ratio = Math.min(LONGEST, Math.max(1 / LONGEST, width / Math.max(1, height)));
  return { width: Math.round(Math.min(WIDEST, HIGHEST * ratio, Math.max(LEAST, width))), ratio };
}
