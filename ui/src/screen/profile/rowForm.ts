// What a row may hold, how each part of it is asked for, and what is missing.
import type { ContactKind, Outcome, RowBody } from "../../ipc/gen/types";
import { isMonth } from "../../part/month/read";
import { m } from "../../text";
import { contactName, outcomeName, partName, type RowType } from "../../text/profile";
import { CONTACT, LONG, over, SHORT, URL } from "./limits";

export interface Part {
  part: string;
  as: "line" | "text" | "month" | "choice";
  label: () => string;
  needed: boolean;
  /** Longest text, in characters. */
  limit: number;
  hint?: () => string;
  /** A month that may still lie ahead: 現在に至る. */
  present?: boolean;
  options?: () => { value: string; label: string }[];
}

const OUTCOMES: Outcome[] = ["entered", "graduated", "left", "completed"];
const CONTACTS: ContactKind[] = ["email", "phone"];

const part = (part: string, as: Part["as"], more: Partial<Part> = {}): Part => ({
  part, as, label: () => partName(part), needed: false, limit: as === "text" ? LONG : SHORT, ...more,
});
const line = (name: string, more?: Partial<Part>) => part(name, "line", more);
const needed = (name: string, more?: Partial<Part>) => line(name, { needed: true, ...more });
const text = (name: string) => part(name, "text");
const month = (name: string, more?: Partial<Part>) => part(name, "month", more);

const FROM_TO = [month("from", { needed: true }), month("to", { present: true })];

export const FORM: Record<RowType, Part[]> = {
  work: [needed("employer"), line("title"), ...FROM_TO, text("description")],
  education: [
    needed("school"),
    line("course"),
    ...FROM_TO,
    part("outcome", "choice", { options: () => OUTCOMES.map((value) => ({ value, label: outcomeName(value) })) }),
  ],
  certificate: [needed("name"), line("issuer"), month("at")],
  skill: [needed("name"), text("note")],
  language: [needed("name"), line("level", { hint: m.row_level_hint })],
  project: [needed("name"), line("role"), month("from"), month("to"), text("description")],
  link: [needed("url", { limit: URL }), line("label")],
  contact: [
    part("contact", "choice", { options: () => CONTACTS.map((value) => ({ value, label: contactName(value) })) }),
    needed("value", { label: m.profile_contact, limit: CONTACT }),
    line("label", { label: m.row_label_contact }),
  ],
  former_name: [needed("family"), line("family_kana", { hint: m.field_kana_hint })],
  custom: [needed("label"), text("value")],
};

export function emptyBody(type: RowType): RowBody {
  switch (type) {
    case "work":
      return { type, employer: "", title: "", from: "", to: null, description: "" };
    case "education":
      return { type, school: "", course: "", from: "", to: null, outcome: "graduated" };
    case "certificate":
      return { type, name: "", issuer: "", at: null };
    case "skill":
      return { type, name: "", note: "" };
    case "language":
      return { type, name: "", level: "" };
    case "project":
      return { type, name: "", role: "", from: null, to: null, description: "" };
    case "link":
      return { type, url: "", label: "" };
    case "contact":
      return { type, contact: "email", value: "", label: "" };
    case "former_name":
      return { type, family: "", family_kana: "" };
    case "custom":
      return { type, label: "", value: "" };
  }
}

/** The value of a part, whatever list it is of. */
export const valueOf = (body: RowBody, part: string) => (body as Record<string, unknown>)[part] as string | null;

/** Sentences by part; empty when the row can be saved. */
export function problems(body: RowBody): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { part, as, needed, limit } of FORM[body.type]) {
    const value = valueOf(body, part);
    if (as === "month") {
      if (value === null ? needed : !isMonth(value)) found[part] = m.row_month_missing();
      continue;
    }
    const excess = over(value ?? "", limit);
    if (needed && value?.trim() === "") found[part] = m.row_required();
    else if (excess > 0) found[part] = m.profile_too_long({ over: excess });
  }
  if ("from" in body && body.from && body.to && body.to < body.from) found.to ??= m.row_order();
  if (body.type === "contact" && body.contact === "email" && !/^\S+@\S+$/.test(body.value.trim())) found.value ??= m.row_mail_form();
  if (body.type === "link" && !/^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/i.test(body.url.trim())) found.url ??= m.row_url_form();
  return found;
}

/** An address is often written without what it begins with. */
export function tidy(body: RowBody): RowBody {
  if (body.type !== "link" || body.url.includes(":") || !/^\S+\.\S+$/.test(body.url.trim())) return body;
  return { ...body, url: `https://${body.url.trim()}` };
}
