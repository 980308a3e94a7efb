// The parts of the profile as they are shown, and when they were last confirmed.
import type { FieldView, ProfileField, ProfileView, RowView } from "../../ipc/gen/types";
import { entry } from "../../part/person/entry";
import { m } from "../../text";
import { fieldName, sectionName, type RowType } from "../../text/profile";
import { dated } from "./dated";

const LIST: Record<RowType, "work" | "education" | "certificates" | "skills" | "languages" | "projects" | "links" | "contacts" | "former_names" | "custom"> = {
  former_name: "former_names",
  work: "work",
  education: "education",
  skill: "skills",
  contact: "contacts",
  certificate: "certificates",
  language: "languages",
  project: "projects",
  link: "links",
  custom: "custom",
};
/** Every list, in the order of the page. */
export const ROW_TYPES = Object.keys(LIST) as RowType[];
/** Those that stand there also while they are empty. */
export const USUAL: readonly RowType[] = ["work", "education", "skill", "contact"];

export const rowsOf = (profile: ProfileView, type: RowType): RowView[] => profile[LIST[type]];

/** What a row is called in a sentence. */
export const titleOf = ({ body }: Pick<RowView, "body">) => (body.type === "former_name" ? body.family : entry(body).title);

/** A value or an entry that can be confirmed. */
export type Item = { id: string; name: string } & ({ field: FieldView; row?: undefined } | { row: RowView; field?: undefined });

export const ofField = (field: FieldView): Item => ({ id: field.field, name: fieldName(field.field), field });
export const ofRow = (row: RowView): Item => ({ id: row.row, name: `${sectionName(row.body.type)}: ${titleOf(row)}`, row });

/** Everything that is written, in the order of the page. */
export function items(profile: ProfileView): Item[] {
  const fields = profile.fields.filter((field) => field.text !== "");
  return [...fields.map(ofField), ...ROW_TYPES.flatMap((type) => rowsOf(profile, type)).map(ofRow)];
}

export const isStale = ({ field, row }: Item) => (field ?? row).stale;

/** What is confirmed at once: a value, an entry, or the name with all its parts. */
export interface Step {
  id: string;
  name: string;
  items: Item[];
}

const NAME: readonly ProfileField[] = ["family_name", "given_name", "family_kana", "given_kana", "latin_name"];

export function steps(profile: ProfileView): Step[] {
  const all = items(profile);
  const name = all.filter(({ field }) => field && NAME.includes(field.field));
  const others = all.filter((item) => !name.includes(item)).map((item) => ({ id: item.id, name: item.name, items: [item] }));
  return name.length > 0 ? [{ id: "name", name: m.desk_name(), items: name }, ...others] : others;
}

/** How many of it are due. */
export const due = ({ items }: Step) => items.filter(isStale).length;

/** What stands above several that are due, with a button for all, is not said again beside those that are as old. */
export const isTold = (items: readonly Item[], { confirmed_at }: Pick<FieldView, "confirmed_at">) =>
  items.filter(isStale).length > 1 && dated(confirmed_at) === dated(confirmedAt(items) ?? null);

/** For `confirm`. */
export const named = (items: readonly Item[]): { fields: ProfileField[]; rows: string[] } => ({
  fields: items.flatMap(({ field }) => (field ? [field.field] : [])),
  rows: items.flatMap(({ row }) => (row ? [row.row] : [])),
});

/** When all of them had been confirmed: the oldest date. Null: one of them never was; undefined: there are none. */
export function confirmedAt(items: readonly Item[]): number | null | undefined {
  const dates = items.map(({ field, row }) => (field ?? row).confirmed_at);
  if (dates.length === 0) return undefined;
  return dates.includes(null) ? null : Math.min(...(dates as number[]));
}
