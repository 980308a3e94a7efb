// Every place a person can be, as a table of contents. Paths are kept in the hash.

export type Tab = "messages" | "people" | "me" | "settings";

export type Route =
  | { screen: "messages"; conversation: string | null }
  | { screen: "people"; organization: string | null; person: string | null }
  | { screen: "profile" }
  | { screen: "outbox" }
  | { screen: "conflict"; op: string }
  | { screen: "settings" }
  | { screen: "sign-in" };

export function parse(path: string): Route {
  const [first = "", second, third] = path.split("/").filter(Boolean).map(decode);
  switch (first) {
    case "people":
      return { screen: "people", organization: second ?? null, person: third ?? null };
    case "profile":
      return { screen: "profile" };
    case "outbox":
      return { screen: "outbox" };
    case "conflict":
      return second ? { screen: "conflict", op: second } : { screen: "outbox" };
    case "settings":
      return { screen: "settings" };
    case "sign-in":
      return { screen: "sign-in" };
    default:
      return { screen: "messages", conversation: first === "messages" ? (second ?? null) : null };
  }
}

/** Where "back" leads when there is nothing behind; null at the top. */
export function parent(route: Route): string | null {
  switch (route.screen) {
    case "messages":
      return route.conversation === null ? null : "/messages";
    case "people":
      return route.person === null ? null : "/people";
    case "conflict":
      return "/outbox";
    case "outbox":
    case "sign-in":
      return "/messages";
    case "settings":
      return "/profile";
    case "profile":
      return null;
  }
}

export function tabOf(route: Route): Tab | null {
  switch (route.screen) {
    case "messages":
    case "people":
    case "settings":
      return route.screen;
    case "profile":
      return "me";
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
