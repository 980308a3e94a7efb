/** A text as it is searched: width, case, and which kana it is written in make no difference. */
export function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(HIRAGANA, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}

const HIRAGANA = /[\u3041-\u3096]/g;

/** Whether every typed word is in the text. Nothing typed is in every text. */
export function contains(text: string, typed: string): boolean {
  const within = fold(text);
  return words(typed).every((word) => within.includes(word));
}

/** The words of what was typed, folded. */
export function words(typed: string): string[] {
  return fold(typed).split(/\s+/).filter(Boolean);
}
