// What follows when the organisation says something else of a member, in plain words.
import type { MemberValue, OrganizationItem } from "../../ipc/gen/types";
import { statusWord } from "../../part/person/standing";
import { m } from "../../text";

/** The value with everything that is left out when it is empty. */
export const complete = (value: MemberValue) => ({ ...value, units: value.units ?? [], cohort: value.cohort ?? null, title: value.title ?? "" });

export function follows(before: MemberValue, after: MemberValue, own?: OrganizationItem): string[] {
  const said: string[] = [];
  if (before.status !== after.status) {
    said.push(
      m.desk_follow_account(),
      m.desk_follow_status({ from: statusWord(before.status, own), to: statusWord(after.status, own) }),
    );
    if (before.status === "candidate") said.push(m.desk_follow_contact());
    if (after.status === "candidate") said.push(m.desk_follow_no_contact());
    said.push(m.desk_follow_told());
  }
  if (before.role !== after.role) said.push(after.role === "organizer" ? m.desk_follow_organizer() : m.desk_follow_member());
  const place = ({ units, cohort, title }: MemberValue) => JSON.stringify([units ?? [], cohort ?? null, title ?? ""]);
  if (place(before) !== place(after)) said.push(m.desk_follow_place());
  return said;
}
