import { describe, expect, it } from "vitest";
import { inApp, parent, parse, tabOf } from "./routes";

describe("routes", () => {
  it.each([
    ["", { screen: "messages", conversation: null }],
    ["/messages", { screen: "messages", conversation: null }],
    ["/messages/abc", { screen: "messages", conversation: "abc" }],
    ["/people", { screen: "people", organization: null, person: null }],
    ["/people/o/p", { screen: "people", organization: "o", person: "p" }],
    ["/profile", { screen: "profile" }],
    ["/outbox", { screen: "outbox" }],
    ["/conflict/x", { screen: "conflict", op: "x" }],
    ["/conflict", { screen: "outbox" }],
    ["/settings", { screen: "settings" }],
    ["/sign-in", { screen: "sign-in" }],
    ["/what/is/this", { screen: "messages", conversation: null }],
    ["/messages/%E0%A4%A", { screen: "messages", conversation: "%E0%A4%A" }],
  ])("%s", (path, route) => expect(parse(path)).toEqual(route));

  it("leads back to the list, and from a list nowhere", () => {
    expect(parent(parse("/messages/abc"))).toBe("/messages");
    expect(parent(parse("/conflict/x"))).toBe("/outbox");
    expect(parent(parse("/messages"))).toBeNull();
  });

  it("knows its tab", () => {
    expect(tabOf(parse("/profile"))).toBe("me");
    expect(tabOf(parse("/outbox"))).toBeNull();
  });

  it("takes only paths of the app from outside", () => {
    expect(inApp("/messages/0190-aB_1")).toBe(true);
    for (const bad of ["https://evil.example", "//evil.example/<b>", "javascript:alert(1)", "messages", "/a?b"]) {
      expect(inApp(bad), bad).toBe(false);
    }
  });
});
