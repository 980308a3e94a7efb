export const TONES = 8;

/** A colour that stays with a person: the same id always gives the same tone. */
export function tone(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) >>> 0;
  return sum % TONES;
}
