// What a row may hold, and what is missing from it.
import type { RowBody } from "../../ipc/gen/types";
import { m } from "../../text";
import type { RowType } from "../../text/profile";
import { CONTACT, LONG, over, SHORT } from "./limits";

export function emptyBody(type: RowType): RowBody {
  switch (type) {
    case "work":
      return { type, employer: "", title: "", from: "", to: null, description: "" };
    case "education":
      return { type, school: "", course: "", from: "", to: null, outcome: "graduated" };
    case "skill":
      return { type, name: "", note: "" };
    case "contact":
      return { type, contact: "email", value: "", label: "" };
  }
}

/** Sentences by part; empty when the row can be saved. */
export function problems(body: RowBody): Record<string, string> {
  const found: Record<string, string> = {};
  const required = (part: string, text: string) => {
    if (text.trim() === "") found[part] = m.row_required();
  };
  const within = (part: string, text: string, limit: number) => {
    const excess = over(text, limit);
    if (excess > 0) found[part] = m.profile_too_long({ over: excess });
  };
  switch (body.type) {
    case "work":
      required("employer", body.employer);
      within("employer", body.employer, SHORT);
      within("title", body.title, SHORT);
      within("description", body.description, LONG);
      months(body, found);
      break;
    case "education":
      required("school", body.school);
      within("school", body.school, SHORT);
      within("course", body.course, SHORT);
      months(body, found);
      break;
    case "skill":
      required("name", body.name);
      within("name", body.name, SHORT);
      within("note", body.note, LONG);
      break;
    case "contact":
      required("value", body.value);
      within("value", body.value, CONTACT);
      within("label", body.label, SHORT);
      if (body.contact === "email" && body.value && !/^\S+@\S+$/.test(body.value.trim())) found.value ??= m.row_mail_form();
      if (body.contact === "url" && body.value && !/^https?:\/\/\S+$/.test(body.value.trim())) found.value ??= m.row_url_form();
  }
  return found;
}

function months({ from, to }: { from: string; to: string | null }, found: Record<string, string>): void {
  if (!isMonth(from)) found.from = m.row_month_missing();
  if (to !== null && !isMonth(to)) found.to = m.row_month_missing();
  else if (to !== null && isMonth(from) && to < from) found.to = m.row_order();
}

function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}
