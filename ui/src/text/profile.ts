import type { Audience, ConflictPart, OrganizationItem, ProfileField, RowBody, VisibilityRule } from "../ipc/gen/types";
import { month } from "./dates";
import { m } from "./index";

export type RowType = RowBody["type"];

const FIELD: Record<ProfileField, () => string> = {
  family_name: m.field_family_name,
  given_name: m.field_given_name,
  family_kana: m.field_family_kana,
  given_kana: m.field_given_kana,
  latin_name: m.field_latin_name,
  headline: m.field_headline,
  summary: m.field_summary,
  photo: m.field_photo,
  affiliation: m.field_affiliation,
};
export const fieldName = (field: ProfileField) => FIELD[field]();

const SECTION: Record<RowType, () => string> = {
  work: m.profile_work,
  education: m.profile_education,
  certificate: m.profile_certificate,
  skill: m.profile_skill,
  language: m.profile_language,
  project: m.profile_project,
  link: m.profile_link,
  contact: m.profile_contact,
  former_name: m.profile_former_name,
  custom: m.profile_custom,
};
export const sectionName = (type: RowType) => SECTION[type]();

const OUTCOME = {
  entered: m.row_outcome_entered,
  graduated: m.row_outcome_graduated,
  left: m.row_outcome_left,
  completed: m.row_outcome_completed,
};
export const outcomeName = (outcome: keyof typeof OUTCOME) => OUTCOME[outcome]();

const CONTACT = { email: m.row_contact_email, phone: m.row_contact_phone };
export const contactName = (contact: keyof typeof CONTACT) => CONTACT[contact]();

/** What a row is called in a sentence. */
export function rowTitle(body: RowBody): string {
  switch (body.type) {
    case "work":
      return body.employer;
    case "education":
      return body.school;
    case "certificate":
    case "skill":
    case "language":
    case "project":
      return body.name;
    case "link":
      return body.label || body.url;
    case "former_name":
      return body.family;
    case "custom":
      return body.label;
    case "contact":
      return body.value;
  }
}

export function period(from: string, to: string | null): string {
  return m.row_period({ from: month(from), to: to === null ? m.row_until_now() : month(to) });
}

const AUDIENCE: Record<Audience, () => string> = {
  only_me: m.visibility_only_me,
  connections: m.visibility_connections,
  organizers: m.role_organizer,
  candidates: m.status_candidate,
  current: m.visibility_current,
  alumni: m.status_alumnus,
  members: m.visibility_members,
};
/** Every audience, narrow to wide. */
export const AUDIENCES = Object.keys(AUDIENCE) as Audience[];
/** An organisation has its own word for those who left. */
export const audienceName = (audience: Audience, alumni = "") => (audience === "alumni" && alumni) || AUDIENCE[audience]();

const CLOSED: Pick<VisibilityRule, "audience"> = { audience: "only_me" };
/** A value without a rule for an organisation is only mine there. */
const ruleOf = (rules: readonly VisibilityRule[], organization: string): Partial<VisibilityRule> & typeof CLOSED =>
  rules.find((rule) => rule.organization === organization) ?? CLOSED;

/** Who sees a value in all organisations; null: it is not the same in each. */
export function audienceOfAll(rules: readonly VisibilityRule[], organizations: readonly OrganizationItem[]): Audience | null {
  const audiences = new Set(organizations.map(({ id }) => ruleOf(rules, id).audience));
  if (audiences.size > 1) return null;
  return [...audiences][0] ?? "only_me";
}

/** The short text of a chip: 自分だけ, アルムナイ, メンバー全員（例外あり）, 組織ごとに設定. */
export function visibilityShort(rules: readonly VisibilityRule[], organizations: readonly OrganizationItem[]): string {
  const audience = audienceOfAll(rules, organizations);
  if (audience === null) return m.visibility_each();
  const [label = "", ...others] = new Set(organizations.map((each) => each.alumni_label));
  const name = audienceName(audience, others.length === 0 ? label : "");
  return organizations.some(({ id }) => hasExceptions(ruleOf(rules, id))) ? m.visibility_except({ audience: name }) : name;
}

function hasExceptions({ hidden_from_organizers, excluded_people, excluded_units }: Partial<VisibilityRule>): boolean {
  return !!hidden_from_organizers || !!excluded_people?.length || !!excluded_units?.length;
}

/** Every organisation by name, with its exceptions, for the conflict screen. */
export function visibilityLong(rules: readonly VisibilityRule[], organizations: readonly OrganizationItem[]): string {
  const shown = rules.filter((rule) => rule.audience !== "only_me");
  if (shown.length === 0) return m.visibility_only_me();
  return shown
    .map((rule) => {
      const organization = organizations.find(({ id }) => id === rule.organization);
      const audience = audienceName(rule.audience, organization?.alumni_label);
      const people = rule.excluded_people?.length ?? 0;
      const units = rule.excluded_units?.map((id) => organization?.units.find((unit) => unit.id === id)?.name ?? id) ?? [];
      const names = exceptions(!!rule.hidden_from_organizers, people > 0 ? [m.visibility_people({ count: people })] : [], units);
      const said = m.visibility_rule({ organization: organization?.name ?? rule.organization, audience });
      return names === "" ? said : `${said} ${names}`;
    })
    .join("\n");
}

/** 事務局の方、佐藤 健太 さん、営業部の方には表示されません。 Empty without exceptions. */
export function exceptions(organizers: boolean, people: readonly string[], units: readonly string[]): string {
  const names = [
    ...(organizers ? [m.visibility_no_organizers()] : []),
    ...people,
    ...units.map((unit) => m.visibility_unit({ unit })),
  ];
  return names.length === 0 ? "" : m.visibility_not_shown({ names: names.join(m.visibility_and()) });
}

/** In the order of the forms. */
const PART: Record<string, () => string> = {
  text: m.part_text,
  employer: m.row_employer,
  school: m.row_school,
  contact: m.row_contact,
  url: m.row_url,
  name: m.row_name,
  title: m.row_title,
  course: m.row_course,
  role: m.row_role,
  issuer: m.row_issuer,
  level: m.row_level,
  from: m.row_from,
  to: m.row_to,
  at: m.row_at,
  outcome: m.row_outcome,
  description: m.row_description,
  note: m.row_note,
  family: m.field_family_name,
  family_kana: m.field_family_kana,
  label: m.row_label,
  value: m.row_value,
  visibility: m.part_visibility,
};
export const PARTS = Object.keys(PART);
export const partName = (part: string) => (Object.hasOwn(PART, part) ? PART[part]!() : m.part_other({ part }));

/** A part's text as a person reads it: names of organisations, months, choices. */
export function partText(part: ConflictPart["part"], text: string, organizations: readonly OrganizationItem[]): string {
  if (part === "visibility") return visibilityLong(rulesOf(text), organizations);
  if (part === "to" && text === "") return m.row_present();
  if ((part === "from" || part === "to" || part === "at") && /^\d{4}-\d{2}$/.test(text)) return month(text);
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
