// Parts of a conflict in words: those of a profile, of a member, of an offer.
import type { ConflictView, OrganizationItem, Role, WorkTerms } from "../../ipc/gen/types";
import { partName as offerPart, partText as offerText } from "../../part/offer/changes";
import { STATUSES, statusName } from "../../part/offer/words";
import { m } from "../../text";
import { PARTS, partName as profilePart, partText as profileText } from "../../text/profile";

type What = Pick<ConflictView, "verb" | "parts">;

const MEMBER: Record<string, () => string> = {
  status: m.desk_status,
  role: m.desk_role,
  units: m.desk_units,
  cohort: m.desk_cohort,
  title: m.desk_title,
};
const ROLE: Record<Role, () => string> = { member: m.desk_role_member, organizer: m.role_organizer };

export function nameOf({ verb, parts }: What, part: string): string {
  if (verb === "set_member") return Object.hasOwn(MEMBER, part) ? MEMBER[part]!() : m.part_other({ part });
  return verb === "edit_offer" ? offerPart(part, formOf(parts)) : profilePart(part);
}

/** As the form has them. An offer's are many, and come in an order of their own. */
export function inOrder<Part extends { part: string }>(verb: What["verb"], parts: readonly Part[]): Part[] {
  const order = verb === "set_member" ? Object.keys(MEMBER) : verb === "edit_offer" ? [] : PARTS;
  return [...parts].sort((one, other) => order.indexOf(one.part) - order.indexOf(other.part));
}

/** The names of an offer's terms follow the form that this device chose. */
function formOf(parts: What["parts"]): WorkTerms["form"] {
  return parts.find(({ part }) => part === "terms.form")?.mine === "contract" ? "contract" : "employment";
}

export function textOf({ verb }: What, part: string, text: string, organizations: readonly OrganizationItem[]): string {
  if (verb === "set_member") return memberText(part, text, organizations);
  if (verb !== "edit_offer") return profileText(part, text, organizations);
  return text === "" ? m.conflict_empty() : offerText(part, isJson(text) ? text : JSON.stringify(text));
}

function memberText(part: string, text: string, organizations: readonly OrganizationItem[]): string {
  const status = STATUSES.find((each) => each === text);
  if (part === "status" && status) return statusName(status);
  if (part === "role" && Object.hasOwn(ROLE, text)) return ROLE[text as Role]();
  if (part !== "units") return text === "" ? m.conflict_empty() : text;
  const known = organizations.flatMap(({ units }) => units);
  const names = unitIds(text).map((id) => known.find((unit) => unit.id === id)?.path ?? id);
  return names.join("\n") || m.conflict_empty();
}

function unitIds(text: string): string[] {
  const ids: unknown = isJson(text) ? JSON.parse(text) : [];
  return Array.isArray(ids) ? ids.map(String) : [];
}

/** What is no text is JSON: lists, pay, numbers. */
function isJson(text: string): boolean {
  if (!/^[[{\d]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A month, a choice, a list or an amount is taken whole. */
const WHOLE = new Set([
  "visibility", "from", "to", "at", "outcome", "contact", "status", "role", "units", "cohort", "kind_of", "prefecture", "remote",
  "criteria", "audience", "reply_within_days", "closes_on", "terms.form", "terms.pay", "terms.fee", "terms.pay_within_days",
]);

/** Whether the part can be written anew. */
export function writable({ verb }: What, { part, base, mine, theirs }: ConflictView["parts"][number]): boolean {
  // The role in a project is a text, that of a member a choice; two texts in one, as 業務の内容 has them, are no text.
  if (part === "role" && verb !== "set_member") return true;
  return !WHOLE.has(part) && ![base, mine, theirs].some((text) => text.startsWith("{") && isJson(text));
}
