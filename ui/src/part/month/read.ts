// A month as people type it: 2019/4, 2019年4月, 平成31年4月, H31.4, 令和元年; also the year alone.

/** The first year of each era. */
const ERAS: Record<string, number> = { 明治: 1868, 大正: 1912, 昭和: 1926, 平成: 1989, 令和: 2019 };
const LETTERS: Record<string, string> = { m: "明治", t: "大正", s: "昭和", h: "平成", r: "令和" };

const TYPED = /^(明治|大正|昭和|平成|令和|[mtshr])?\.?(元|\d{1,4})年?(?:度)?[./-]?(?:(\d{1,2})月?)?$/;

export interface Read {
  /** "2019" */
  year: string;
  /** "04"; none: only the year was typed. */
  month?: string;
}

/** None: it cannot be read, or is no year of a profile (1900 to 2199). */
export function readMonth(typed: string): Read | undefined {
  const text = typed.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const [, era, count, month] = TYPED.exec(text.replace(/^(\d{4})(\d{2})$/, "$1-$2")) ?? [];
  if (count === undefined) return undefined;
  const number = count === "元" ? 1 : Number(count);
  const first = era && ERAS[LETTERS[era] ?? era];
  if (first ? number < 1 || number > 99 : count.length < 4) return undefined;
  const year = first ? first + number - 1 : number;
  if (year < 1900 || year > 2199) return undefined;
  if (month === undefined) return { year: String(year) };
  return Number(month) >= 1 && Number(month) <= 12 ? { year: String(year), month: month.padStart(2, "0") } : undefined;
}

export const isMonth = (text: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
