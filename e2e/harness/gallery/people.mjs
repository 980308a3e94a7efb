// The rooms of the directory and of the people in it.
import { button, opener, pressed, sheet, text } from "./there.mjs";

export function peopleRooms({ company, stranger, connected, asking }) {
  const list = (it) => it.page.getByRole("list", { name: it.t("people_list") }).getByRole("link").nth(3);
  const page = (person, there, act) => ({ path: `/people/${company}/${person}`, there, act });
  const typed = (words, then) => async (it, field) => {
    await field.fill(words);
    await it.sees(then(it));
  };
  const field = (it) => it.page.getByRole("main").getByRole("searchbox");
  return {
    people: { path: "/people", there: list },
    "people-found": { path: "/people", there: field, act: typed("みず", () => "水沢 健太") },
    "people-none": { path: "/people", there: field, act: typed("誰でもない人", (it) => it.t("people_none")) },
    "people-filter": { path: "/people", there: opener("desk_units"), act: sheet },
    requests: { path: "/people/requests", there: text("people_requests_in") },
    person: page(stranger, button("people_ask")),
    "person-connected": page(connected, (it) => it.link("people_open")),
    "person-asking": { path: `/people/${asking.organization_id}/${asking.with.person}`, there: opener("people_accept") },
    "person-ask": page(stranger, button("people_ask"), sheet),
    "person-ask-missing": page(stranger, button("people_ask"), pressed("people_ask_send")),
    "person-report": page(stranger, button("people_report"), pressed("report_send")),
    "person-unknown": page("00000000-0000-4000-8000-000000000000", text("people_unknown")),
  };
}
