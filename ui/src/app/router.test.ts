import { waitFor } from "@testing-library/svelte";
import { beforeEach, expect, it, vi } from "vitest";
import { toasts } from "../kit/toasts.svelte";

/** The names of the screens that are there, and what waits for another. */
const { there, waiting } = vi.hoisted(() => ({ there: new Set(["today", "messages"]), waiting: new Map<string, (ok: boolean) => void>() }));
vi.mock("./screens", () => ({
  partOf: ({ screen }: { screen: string }) => (there.has(screen) ? { name: screen } : undefined),
  bring: (screen: string) =>
    new Promise<void>((done, failed) => {
      waiting.set(screen, (ok) => {
        if (ok) there.add(screen);
        if (ok) done();
        else failed(new Error(screen));
      });
    }),
}));
const { router } = await import("./router.svelte");

const shown = () => router.at?.route.screen;
async function asked(path: string, screen: string) {
  location.hash = path;
  await waitFor(() => expect(waiting.has(screen)).toBe(true));
}
async function entered(path: string, screen: string) {
  location.hash = path;
  await waitFor(() => expect(shown()).toBe(screen));
}

beforeEach(async () => {
  for (const screen of ["settings", "outbox", "profile"]) there.delete(screen);
  waiting.clear();
  await entered("/today", "today");
});

it("stays where it is until the screen of the next place is there", async () => {
  await asked("/settings", "settings");
  expect(shown()).toBe("today");
  waiting.get("settings")!(true);
  await waitFor(() => expect(router.at).toEqual({ route: { screen: "settings" }, Screen: { name: "settings" } }));
});

it("does not go to a place that was left before its screen came", async () => {
  await asked("/settings", "settings");
  await entered("/messages/1", "messages");
  waiting.get("settings")!(true);
  // Whatever follows from it has followed by the next turn.
  await new Promise((done) => setTimeout(done, 0));
  expect(router.at?.route).toMatchObject({ screen: "messages", conversation: "1" });
});

it("says it when a screen does not come, and asks for it again", async () => {
  await asked("/profile", "profile");
  waiting.get("profile")!(false);
  await waitFor(() => expect(toasts.list.length).toBe(1));
  expect(shown()).toBe("today");
  await waitFor(() => expect(location.hash).toBe("#/today"));
  waiting.clear();
  await asked("/profile", "profile");
  waiting.get("profile")!(true);
  await waitFor(() => expect(shown()).toBe("profile"));
});
