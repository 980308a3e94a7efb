// What an organisation says of one's own membership, in its own words.
import type { OrganizationItem } from "../../ipc/gen/types";
import type { Pair } from "../../kit/KeyValue.svelte";
import { m } from "../../text";
import { date } from "../../text/dates";
import { cohortWord, statusWord } from "../person/standing";

/** 区分, 部署・学部, 期・卒業年度, 役職, 登録日; what is not said is left out, and so is a unit whose part is named. */
export function pairs(organization: OrganizationItem): Pair[] {
  const { member, units, since } = organization;
  const status = [statusWord(member.status, organization), member.role === "organizer" && m.role_organizer()];
  const paths = member.units?.map((id) => units.find((unit) => unit.id === id)?.path).filter((path) => path !== undefined);
  const all: [label: string, value: string | undefined][] = [
    [m.profile_status(), status.filter(Boolean).join(" · ")],
    [m.desk_units(), paths?.filter((path) => !paths.some((other) => other.startsWith(`${path} `))).join("\n")],
    [m.desk_cohort(), member.cohort == null ? undefined : cohortWord(member.cohort, organization)],
    [m.desk_title(), member.title],
    [m.settings_since(), date(since)],
  ];
  return all.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}
