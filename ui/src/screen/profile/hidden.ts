// What somebody does not see of the own page, by name.
import type { PersonView, ProfileField, ProfileView, RowView } from "../../ipc/gen/types";
import { contactName, fieldName, sectionName } from "../../text/profile";
import { m } from "../../text";
import { ROW_TYPES, rowsOf, titleOf } from "./lists";

/** Whatever is written and is not in `seen`, in the order of the page. */
export function hidden(profile: ProfileView, organization: string, seen: PersonView): string[] {
  const shown: Record<ProfileField, boolean> = {
    family_name: !!seen.item.name.family,
    given_name: !!seen.item.name.given,
    family_kana: !!seen.item.name.family_kana,
    given_kana: !!seen.item.name.given_kana,
    latin_name: !!seen.latin,
    headline: !!seen.item.headline,
    summary: !!seen.page?.summary,
    photo: !!seen.page?.photo,
    affiliation: seen.item.units.length > 0 || seen.item.cohort !== null || !!seen.page?.title,
  };
  const fields = profile.fields
    .filter(({ field, text }) => !shown[field] && (field === "affiliation" ? isSaid(profile, organization) : text !== ""))
    .map(({ field }) => fieldName(field));
  const there = new Set(seen.page?.rows.map(({ row }) => row));
  const rows = ROW_TYPES.flatMap((type) => {
    const all = rowsOf(profile, type);
    const gone = all.filter(({ row }) => !there.has(row));
    if (gone.length > 1 && gone.length === all.length) return [m.seeas_all_of({ section: sectionName(type) })];
    return gone.map((row) => (type === "contact" ? contactOf(row) : `${sectionName(type)}: ${titleOf(row)}`));
  });
  return [...fields, ...rows];
}

/** A contact by what it is: 携帯, 自宅, メール. */
const contactOf = ({ body }: RowView) => (body.type === "contact" ? body.label || contactName(body.contact) : "");

/** Whether the organisation says anything that the rule of the affiliation is about. */
function isSaid({ organizations }: ProfileView, organization: string): boolean {
  const member = organizations.find(({ id }) => id === organization)?.member;
  return !!member && (!!member.units?.length || member.cohort != null || !!member.title);
}
