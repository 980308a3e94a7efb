// What an entry of a profile says to others.
import type { PageRow, RowBody } from "../../ipc/gen/types";
import { m } from "../../text";
import { month } from "../../text/dates";
import { contactName, outcomeName, period, type RowType } from "../../text/profile";

export interface Entry {
  title: string;
  /** Beside the title. */
  aside?: string;
  when?: string;
  text?: string;
  /** Where it leads outside of the app. */
  href?: string;
  /** What can be copied. */
  copy?: string;
}

/** The order of a page. Former names stand with the name. */
const ORDER: RowType[] = ["work", "education", "certificate", "skill", "language", "project", "link", "contact", "custom"];

export interface Group {
  type: RowType;
  entries: (Entry & { id: string })[];
}

export function groups(rows: readonly PageRow[]): Group[] {
  return ORDER.map((type) => ({
    type,
    entries: rows.filter(({ body }) => body.type === type).map(({ row, body }) => ({ id: row, ...entry(body) })),
  })).filter(({ entries }) => entries.length > 0);
}

export function entry(body: RowBody): Entry {
  switch (body.type) {
    case "work":
      return { title: body.employer, aside: body.title, when: period(body.from, body.to), text: body.description };
    case "education": {
      const ended = body.to === null ? "" : outcomeName(body.outcome);
      return { title: body.school, aside: body.course, when: `${period(body.from, body.to)} ${ended}`.trim() };
    }
    case "certificate":
      return { title: body.name, aside: body.issuer, when: body.at === null ? "" : month(body.at) };
    case "skill":
      return { title: body.name, aside: body.note };
    case "language":
      return { title: body.name, aside: body.level };
    case "project":
      return { title: body.name, aside: body.role, when: span(body.from, body.to), text: body.description };
    case "link":
      return link(body);
    case "contact":
      return { title: body.value, aside: [contactName(body.contact), body.label].filter(Boolean).join(" · "), href: reach(body), copy: body.value };
    case "custom":
      return { title: body.label, text: body.value };
    case "former_name":
      return { title: m.people_former({ name: body.family }) };
  }
}

function span(from: string | null, to: string | null): string {
  if (from !== null) return to === null ? month(from) : period(from, to);
  return to === null ? "" : month(to);
}

/** Whatever it is called, where it really leads stands beside it. */
function link({ url, label }: { url: string; label: string }): Entry {
  const parsed = parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return { title: label || url, aside: label && url, copy: url };
  return { title: label || parsed.host, aside: label && parsed.host, href: parsed.href, copy: parsed.href };
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

function reach({ contact, value }: Extract<RowBody, { type: "contact" }>): string {
  if (contact === "phone") return `tel:${value.replace(/[^+\d]/g, "")}`;
  // Nothing of an address can become a header of the mail.
  return `mailto:${encodeURIComponent(value).replace("%40", "@")}`;
}
