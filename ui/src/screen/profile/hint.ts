import { m } from "../../text";
import type { RowType } from "../../text/profile";

const HINT: Record<RowType, () => string> = {
  work: m.profile_none_work,
  education: m.profile_none_education,
  certificate: m.profile_none_certificate,
  skill: m.profile_none_skill,
  language: m.profile_none_language,
  project: m.profile_none_project,
  link: m.profile_none_link,
  contact: m.profile_none_contact,
  former_name: m.profile_none_former_name,
  custom: m.profile_none_custom,
};
/** What a list is for, while it is empty. */
export const hint = (type: RowType) => HINT[type]();
