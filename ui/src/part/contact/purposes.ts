// What a request for contact is for, in words.
import type { Purpose } from "../../ipc/gen/types";
import { m } from "../../text";

const PURPOSE: Record<Purpose, () => string> = {
  catch_up: m.people_purpose_catch_up,
  career_advice: m.people_purpose_career_advice,
  alumni_visit: m.people_purpose_alumni_visit,
  return: m.people_purpose_return,
  work_together: m.people_purpose_work_together,
  know_how: m.people_purpose_know_how,
  event: m.people_purpose_event,
  other: m.people_purpose_other,
};
export const PURPOSES = Object.keys(PURPOSE) as Purpose[];
export const purposeName = (purpose: Purpose) => PURPOSE[purpose]();
