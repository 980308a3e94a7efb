import type { PersonItem } from "../../ipc/gen/types";
import { byReading } from "../../text/names";

export function sorted(people: readonly PersonItem[]): PersonItem[] {
  return [...people].sort((a, b) => byReading(a.name, b.name));
}

/** People with every typed word in their name, reading, headline or organisation; kana and width do not matter. */
export function matching(people: PersonItem[], typed: string): PersonItem[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return people;
  return people.filter((person) => {
    const text = haystack(person);
    return words.every((word) => text.includes(word));
  });
}

function haystack({ name, headline, organization_name }: PersonItem): string {
  const parts = [name.family, name.given, name.family + name.given, name.family_kana, name.given_kana];
  return fold([...parts, name.family_kana + name.given_kana, headline, organization_name].join(" "));
}

const HIRAGANA = /[\u3041-\u3096]/g;

function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(HIRAGANA, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
}
