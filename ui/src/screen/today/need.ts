// A thing that needs the person, as a card says it.
import type { Need } from "../../ipc/gen/types";
import { buildingComplex, calendar, messageCircle, triangleAlert, userCheck, userPlus } from "../../kit/icons";
import { purposeName } from "../../part/contact/purposes";
import { whoOf } from "../../part/contact/who";
import { m } from "../../text";
import { moment, near } from "../../text/dates";
import { fullName } from "../../text/names";

export interface Card {
  icon: string;
  /** What kind of thing: above the title. */
  kind: string;
  title: string;
  /** Below it. */
  note: string;
  path: string;
  caution?: true;
}

export function cardOf(need: Need, now: number): Card {
  switch (need.need) {
    case "settle":
      return {
        icon: triangleAlert,
        kind: m.outbox_title(),
        title: m.today_settle({ count: need.count }),
        note: m.today_settle_note(),
        path: "/outbox",
        caution: true,
      };
    case "request":
      return {
        icon: userPlus,
        kind: m.people_request(),
        title: fullName(need.with),
        note: [purposeName(need.purpose), need.organization, moment(need.at, now)].join(" · "),
        path: `/messages/${need.conversation}`,
      };
    case "reply": {
      const { item } = need;
      const who = whoOf(item);
      return {
        icon: messageCircle,
        kind: [m.today_unread({ count: item.unread }), who.desk ? m.tab_desk() : item.organization, moment(item.at, now)].join(" · "),
        title: who.name,
        note: item.preview_deleted ? m.inbox_deleted() : item.preview,
        path: `/messages/${item.conversation}`,
      };
    }
    case "closing":
      return {
        icon: calendar,
        kind: m.today_closing(),
        title: need.title,
        note: [
          need.days === 0 ? m.today_closes_today() : m.today_closes_in({ days: need.days }),
          m.offer_closes_on({ date: near(need.closes_on, now) }),
          need.organization_name,
        ].join(" · "),
        path: `/offers/${need.organization}/${need.offer}`,
      };
    case "confirm":
      return {
        icon: userCheck,
        kind: m.profile_title(),
        title: m.today_confirm(),
        note: m.today_confirm_note({ count: need.count }),
        path: "/profile/confirm",
      };
    case "desk":
      return {
        icon: buildingComplex,
        kind: `${need.name} · ${m.tab_desk()}`,
        title: m.today_reports({ count: need.reports }),
        note: "",
        path: `/desk/${need.organization}/reports`,
      };
  }
}

/** Where what has no card stands. It is of the kind of the last card or of one that comes later: most are replies. */
export function restOf(needs: readonly Need[]): string {
  switch (needs.at(-1)?.need) {
    case "closing":
      return "/offers";
    case "confirm":
      return "/profile/confirm";
    case "settle":
      return "/outbox";
    default:
      return "/messages";
  }
}
