// Under which heading of the directory a person stands: the row of the first kana of the reading, or a Latin letter.
import type { PersonName } from "../../ipc/gen/types";

const ROWS = "アカサタナハマヤラワ";
const HEADS = "あかさたなはまやらわ";
export const LATIN = "A–Z";
export const OTHER = "";

/** あ, か … わ; [`LATIN`]; or [`OTHER`], which has no letter of its own. */
export function sectionOf({ family, family_kana }: PersonName): string {
  const first = (family_kana || family).normalize("NFKD").toUpperCase().charAt(0);
  if (/[A-Z]/.test(first)) return LATIN;
  // ぁ and ァ stand before あ and ア; ん, を and ヴ without its dots are found by what they follow.
  const kana = first.replace(/[ぁ-ゖ]/, (each) => String.fromCharCode(each.charCodeAt(0) + 0x60));
  if (kana < "ァ" || kana > "ヺ") return OTHER;
  const at = [...ROWS].findLastIndex((row) => row <= kana);
  return HEADS[Math.max(0, at)] ?? OTHER;
}
