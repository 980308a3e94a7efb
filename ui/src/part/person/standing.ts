// What people are in an organisation, in its own words: 在籍者 of a company, 在校生 of a school.
import type { MembershipStatus, OrganizationItem } from "../../ipc/gen/types";
import { year } from "../../text/dates";
import { m } from "../../text";

type Words = Pick<OrganizationItem, "kind" | "alumni_label">;

const CURRENT = {
  company: m.people_current_company,
  school: m.people_current_school,
  association: m.people_current_association,
};
const ALUMNUS = { company: m.status_alumnus, school: m.people_alumnus_school, association: m.people_alumnus_association };
const COHORT = { company: m.people_cohort, school: m.people_cohort_school, association: m.people_cohort_association };
const COMPANY: Words = { kind: "company", alumni_label: "" };

export function statusWord(status: MembershipStatus, { kind, alumni_label }: Words = COMPANY): string {
  switch (status) {
    case "alumnus":
      return alumni_label || ALUMNUS[kind]();
    case "current":
      return CURRENT[kind]();
    case "candidate":
      return m.status_candidate();
  }
}

/** For people of several organisations: 在籍者・在校生. */
export const statusWords = (status: MembershipStatus, organizations: readonly Words[]) =>
  [...new Set((organizations.length > 0 ? organizations : [COMPANY]).map((each) => statusWord(status, each)))].join("・");

/** 期・卒業年度: 2015年卒, 2015年入社. */
export const cohortWord = (cohort: number, { kind }: Words = COMPANY) => COHORT[kind]({ year: year(String(cohort)) });
