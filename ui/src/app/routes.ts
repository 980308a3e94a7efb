// Every place a person can be, as a table of contents. Paths are kept in the hash.

export type Tab = "today" | "messages" | "people" | "offers" | "me" | "search" | "desk" | "settings";

export type Route =
  | { screen: "today" }
  | { screen: "messages"; conversation: string | null; message: string | null }
  | { screen: "people"; organization: string | null; person: string | null }
  | { screen: "requests" }
  | { screen: "offers"; organization: string | null; offer: string | null }
  | { screen: "profile" }
  | { screen: "see-as" }
  | { screen: "profile-confirm" }
  | { screen: "profile-section"; section: string }
  | { screen: "desk"; organization: string | null }
  | { screen: "desk-members"; organization: string }
  | { screen: "desk-offers"; organization: string; offer: string | null }
  | { screen: "desk-reports"; organization: string }
  | { screen: "search"; text: string }
  | { screen: "outbox" }
  | { screen: "conflict"; op: string }
  | { screen: "settings" }
  | { screen: "notifications" }
  | { screen: "conditions" }
  | { screen: "blocks" }
  | { screen: "sign-in" };

/** Where the app opens when nothing says where. */
export const START = "/today";

/** What has a page of its own below the settings. */
const SETTINGS = [{ screen: "notifications" }, { screen: "conditions" }, { screen: "blocks" }] as const;

export function parse(path: string): Route {
  const [first = "", second, third, fourth] = path.split("/").filter(Boolean).map(decode);
  // An organisation without what is in it leads to the list.
  const [organization, id] = third === undefined ? [null, null] : [second ?? null, third];
  switch (first) {
    case "messages":
      return { screen: "messages", conversation: second ?? null, message: third ?? null };
    case "people":
      if (second === "requests") return { screen: "requests" };
      return { screen: "people", organization, person: id };
    case "offers":
      return { screen: "offers", organization, offer: id };
    case "profile":
      if (second === "see-as") return { screen: "see-as" };
      if (second === "confirm") return { screen: "profile-confirm" };
      return second ? { screen: "profile-section", section: second } : { screen: "profile" };
    case "desk":
      return desk(second, third, fourth);
    case "search":
      return { screen: "search", text: second ?? "" };
    case "outbox":
      return { screen: "outbox" };
    case "conflict":
      return second ? { screen: "conflict", op: second } : { screen: "outbox" };
    case "settings":
      return SETTINGS.find(({ screen }) => screen === second) ?? { screen: "settings" };
    case "sign-in":
      return { screen: "sign-in" };
    default:
      return { screen: "today" };
  }
}

function desk(organization: string | undefined, part: string | undefined, offer: string | undefined): Route {
  if (organization === undefined) return { screen: "desk", organization: null };
  switch (part) {
    case "members":
      return { screen: "desk-members", organization };
    case "offers":
      return { screen: "desk-offers", organization, offer: offer ?? null };
    case "reports":
      return { screen: "desk-reports", organization };
    default:
      return { screen: "desk", organization };
  }
}

/** Where "back" leads when there is nothing behind; null at the top. */
export function parent(route: Route): string | null {
  switch (route.screen) {
    case "today":
    case "profile":
    case "desk":
      return null;
    case "messages":
      return route.conversation === null ? null : "/messages";
    case "people":
      return route.person === null ? null : "/people";
    case "requests":
      return "/people";
    case "offers":
      return route.offer === null ? null : "/offers";
    case "see-as":
    case "profile-confirm":
    case "profile-section":
    case "settings":
      return "/profile";
    case "desk-members":
    case "desk-reports":
      return `/desk/${route.organization}`;
    case "desk-offers":
      return route.offer === null ? `/desk/${route.organization}` : `/desk/${route.organization}/offers`;
    case "conflict":
      return "/outbox";
    case "notifications":
    case "conditions":
    case "blocks":
      return "/settings";
    case "search":
    case "outbox":
    case "sign-in":
      return START;
  }
}

export function tabOf(route: Route): Tab | null {
  switch (route.screen) {
    case "today":
    case "messages":
    case "people":
    case "offers":
    case "search":
    case "settings":
    case "desk":
      return route.screen;
    case "requests":
      return "people";
    case "profile":
    case "see-as":
    case "profile-confirm":
    case "profile-section":
      return "me";
    case "desk-members":
    case "desk-offers":
    case "desk-reports":
      return "desk";
    case "notifications":
    case "conditions":
    case "blocks":
      return "settings";
    case "outbox":
    case "conflict":
    case "sign-in":
      return null;
  }
}

/** An in-app path from outside (a notice, a deep link) is a path and nothing else. */
export function inApp(path: string): boolean {
  return /^\/[A-Za-z0-9/_-]*$/.test(path);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
