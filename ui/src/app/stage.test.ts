import { describe, expect, it } from "vitest";
import { parse } from "./routes";
import { SCREENS, type Part, type Screens } from "./screens";
import { Stage } from "./stage.svelte";

/** Parts that are loaded when the test says so. */
function scenery() {
  const waiting: Record<string, { done: () => void; fail: () => void; asked: number }> = {};
  const part = (name: string) => {
    const Part = (() => ({})) as unknown as Part;
    waiting[name] = { done: () => undefined, fail: () => undefined, asked: 0 };
    return () =>
      new Promise<{ default: Part }>((done, fail) => {
        const asked = waiting[name]!.asked + 1;
        waiting[name] = { done: () => done({ default: Part }), fail: () => fail(new Error(name)), asked };
      });
  };
  const none = Object.fromEntries(Object.keys(SCREENS).map((name) => [name, null])) as unknown as Screens;
  const stage = new Stage({ ...none, messages: part("messages"), people: part("people"), outbox: part("outbox") } as Screens);
  const at = () => stage.shown?.route.screen;
  return { stage, waiting, at };
}
const settled = () => new Promise((done) => setTimeout(done, 0));

describe("the stage", () => {
  it("keeps the old place until the new one is there", async () => {
    const { stage, waiting, at } = scenery();
    void stage.show(parse("/messages"));
    expect(at(), "nothing is there yet").toBeUndefined();
    waiting.messages!.done();
    await settled();
    void stage.show(parse("/people"));
    await settled();
    expect(at()).toBe("messages");
    waiting.people!.done();
    await settled();
    expect(at()).toBe("people");
  });

  it("shows what was shown before at once, with its new route and the same part", async () => {
    const { stage, waiting } = scenery();
    void stage.show(parse("/messages"));
    waiting.messages!.done();
    await settled();
    const before = stage.shown!.Part;
    void stage.show(parse("/messages/abc"));
    expect(stage.shown).toEqual({ route: { screen: "messages", conversation: "abc" }, Part: before });
    expect(waiting.messages!.asked, "loaded once").toBe(1);
  });

  it("ends where the person wanted to go last", async () => {
    const { stage, waiting, at } = scenery();
    void stage.show(parse("/people"));
    void stage.show(parse("/outbox"));
    waiting.outbox!.done();
    await settled();
    waiting.people!.done();
    await settled();
    expect(at()).toBe("outbox");
  });

  it("leads from a place without a part to the messages", async () => {
    const { stage, waiting, at } = scenery();
    void stage.show(parse("/desk/o/reports"));
    waiting.messages!.done();
    await settled();
    expect(at()).toBe("messages");
  });

  it("says that a part could not be loaded, stays where it was, and tries again", async () => {
    const { stage, waiting, at } = scenery();
    void stage.show(parse("/messages"));
    waiting.messages!.done();
    await settled();
    void stage.show(parse("/people"));
    waiting.people!.fail();
    await settled();
    expect([stage.failed, at()]).toEqual([true, "messages"]);
    void stage.show(parse("/people"));
    waiting.people!.done();
    await settled();
    expect([stage.failed, at()]).toEqual([false, "people"]);
  });

  it("has a part for every place that it promises", async () => {
    for (const [name, load] of Object.entries(SCREENS)) if (load) expect(typeof (await load()).default, name).toBe("function");
  });
});
