import type { ConflictPart, OrganizationItem, ProfileField, RowBody, VisibilityRule } from "../ipc/gen/types";
import { month } from "./dates";
import { m } from "./gen/messages.js";

export type RowType = RowBody["type"];

const FIELD: Record<ProfileField, () => string> = {
  family_name: m.field_family_name,
  given_name: m.field_given_name,
  family_kana: m.field_family_kana,
  given_kana: m.field_given_kana,
  headline: m.field_headline,
  summary: m.field_summary,
};
export const fieldName = (field: ProfileField) => FIELD[field]();

const SECTION: Record<RowType, () => string> = {
  work: m.profile_work,
  education: m.profile_education,
  skill: m.profile_skill,
  contact: m.profile_contact,
};
export const sectionName = (type: RowType) => SECTION[type]();

const OUTCOME = {
  entered: m.row_outcome_entered,
  graduated: m.row_outcome_graduated,
  left: m.row_outcome_left,
  completed: m.row_outcome_completed,
};
export const outcomeName = (outcome: keyof typeof OUTCOME) => OUTCOME[outcome]();

const CONTACT = { email: m.row_contact_email, phone: m.row_contact_phone, url: m.row_contact_url };
export const contactName = (contact: keyof typeof CONTACT) => CONTACT[contact]();

/** What a row is called in a sentence. */
export function rowTitle(body: RowBody): string {
  switch (body.type) {
    case "work":
      return body.employer;
    case "education":
      return body.school;
    case "skill":
      return body.name;
    case "contact":
      return body.value;
  }
}

export function period(from: string, to: string | null): string {
  return m.row_period({ from: month(from), to: to === null ? m.row_present() : month(to) });
}

/** The short text of a chip: 自分だけ, 会員に公開: 2 組織. */
export function visibilityShort(rules: readonly VisibilityRule[]): string {
  const count = rules.filter((rule) => rule.audience === "members").length;
  return count === 0 ? m.visibility_only_me() : m.visibility_count({ count });
}

/** Every organisation by name, for the conflict screen. */
export function visibilityLong(rules: readonly VisibilityRule[], organizations: readonly OrganizationItem[]): string {
  const shown = rules.filter((rule) => rule.audience === "members");
  if (shown.length === 0) return m.visibility_only_me();
  const name = (id: string) => organizations.find((each) => each.id === id)?.name ?? id;
  return shown.map((rule) => m.visibility_rule({ organization: name(rule.organization), audience: m.visibility_members() })).join("\n");
}

const PART: Record<string, () => string> = {
  text: m.part_text,
  visibility: m.part_visibility,
  employer: m.row_employer,
  title: m.row_title,
  description: m.row_description,
  school: m.row_school,
  course: m.row_course,
  from: m.row_from,
  to: m.row_to,
  outcome: m.row_outcome,
  name: m.row_name,
  note: m.row_note,
  contact: m.row_contact,
  value: m.row_value,
  label: m.row_label,
};
export const partName = (part: string) => (Object.hasOwn(PART, part) ? PART[part]!() : m.part_other({ part }));

/** A part's text as a person reads it: names of organisations, months, choices. */
export function partText(part: ConflictPart["part"], text: string, organizations: readonly OrganizationItem[]): string {
  if (part === "visibility") return visibilityLong(rulesOf(text), organizations);
  if (part === "to" && text === "") return m.row_present();
  if ((part === "from" || part === "to") && /^\d{4}-\d{2}$/.test(text)) return month(text);
  if (part === "outcome" && Object.hasOwn(OUTCOME, text)) return outcomeName(text as keyof typeof OUTCOME);
  if (part === "contact" && Object.hasOwn(CONTACT, text)) return contactName(text as keyof typeof CONTACT);
  return text === "" ? m.conflict_empty() : text;
}

export function rulesOf(text: string): VisibilityRule[] {
  try {
    const rules: unknown = JSON.parse(text);
    return Array.isArray(rules) ? (rules as VisibilityRule[]) : [];
  } catch {
    return [];
  }
}
