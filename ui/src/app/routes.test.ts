import { describe, expect, it } from "vitest";
import { inApp, parent, parse, START, tabOf, type Route, type Tab } from "./routes";

/** A path, where it is, where back leads, and which tab is lit. */
const PLACES: [path: string, route: Route, back: string | null, tab: Tab | null][] = [
  ["", { screen: "today" }, null, "today"],
  ["/today", { screen: "today" }, null, "today"],
  ["/messages", { screen: "messages", conversation: null, message: null }, null, "messages"],
  ["/messages/abc", { screen: "messages", conversation: "abc", message: null }, "/messages", "messages"],
  ["/messages/abc/m1", { screen: "messages", conversation: "abc", message: "m1" }, "/messages", "messages"],
  ["/people", { screen: "people", organization: null, person: null }, null, "people"],
  ["/people/o/p", { screen: "people", organization: "o", person: "p" }, "/people", "people"],
  ["/people/o", { screen: "people", organization: null, person: null }, null, "people"],
  ["/people/requests", { screen: "requests" }, "/people", "people"],
  ["/offers", { screen: "offers", organization: null, offer: null }, null, "offers"],
  ["/offers/o/f", { screen: "offers", organization: "o", offer: "f" }, "/offers", "offers"],
  ["/offers/o", { screen: "offers", organization: null, offer: null }, null, "offers"],
  ["/profile", { screen: "profile" }, null, "me"],
  ["/profile/see-as", { screen: "see-as" }, "/profile", "me"],
  ["/profile/confirm", { screen: "profile-confirm" }, "/profile", "me"],
  ["/profile/work", { screen: "profile-section", section: "work" }, "/profile", "me"],
  ["/desk", { screen: "desk", organization: null }, null, "desk"],
  ["/desk/o", { screen: "desk", organization: "o" }, null, "desk"],
  ["/desk/o/what", { screen: "desk", organization: "o" }, null, "desk"],
  ["/desk/o/members", { screen: "desk-members", organization: "o" }, "/desk/o", "desk"],
  ["/desk/o/offers", { screen: "desk-offers", organization: "o", offer: null }, "/desk/o", "desk"],
  ["/desk/o/offers/f", { screen: "desk-offers", organization: "o", offer: "f" }, "/desk/o/offers", "desk"],
  ["/desk/o/reports", { screen: "desk-reports", organization: "o" }, "/desk/o", "desk"],
  ["/search", { screen: "search", text: "" }, START, "search"],
  ["/search/%E5%B1%B1%20a%2Fb", { screen: "search", text: "山 a/b" }, START, "search"],
  ["/outbox", { screen: "outbox" }, START, null],
  ["/conflict/x", { screen: "conflict", op: "x" }, "/outbox", null],
  ["/conflict", { screen: "outbox" }, START, null],
  ["/settings", { screen: "settings" }, "/profile", "settings"],
  ["/settings/notifications", { screen: "notifications" }, "/settings", "settings"],
  ["/settings/conditions", { screen: "conditions" }, "/settings", "settings"],
  ["/settings/blocks", { screen: "blocks" }, "/settings", "settings"],
  ["/sign-in", { screen: "sign-in" }, START, null],
  ["/what/is/this", { screen: "today" }, null, "today"],
  ["/messages/%E0%A4%A", { screen: "messages", conversation: "%E0%A4%A", message: null }, "/messages", "messages"],
];

describe("routes", () => {
  it.each(PLACES)("%s", (path, route, back, tab) => {
    expect(parse(path)).toEqual(route);
    expect(parent(route)).toBe(back);
    expect(tabOf(route)).toBe(tab);
  });

  it("lead back a step at a time, and up to the top", () => {
    for (const [path, route] of PLACES) {
      let at: Route | null = route;
      let steps = 0;
      for (; at && steps < 5; steps += 1) {
        const back = parent(at);
        at = back === null ? null : parse(back);
      }
      expect(at, `${path} leads nowhere but round`).toBeNull();
    }
  });

  it("take only paths of the app from outside", () => {
    expect(inApp("/messages/0190-aB_1")).toBe(true);
    for (const bad of ["https://evil.example", "//evil.example/<b>", "javascript:alert(1)", "messages", "/a?b"]) {
      expect(inApp(bad), bad).toBe(false);
    }
  });
});
