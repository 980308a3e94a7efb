import { flushSync } from "svelte";
import { describe, expect, it } from "vitest";
import { fakeHost } from "../test/host";
import { rpc } from "./call";
import { live, Live } from "./live.svelte";

const settled = () => new Promise((done) => setTimeout(done, 0));

/** A question whose answers the test gives by hand. */
function asked() {
  const waiting: { answer: (value: string) => void; fail: (code: string) => void }[] = [];
  const ask = () =>
    new Promise<string>((answer, reject) => waiting.push({ answer, fail: (code) => reject({ code }) }));
  return { waiting, query: (topic: string) => ({ topics: [topic], ask }) };
}

describe("a live query", () => {
  it("asks again on its topic and on no other", async () => {
    const { waiting, query } = asked();
    const it_ = new Live<string>();
    it_.set(query("inbox"));
    waiting[0]!.answer("one");
    await settled();
    it_.hear({ changed: ["people"] });
    expect(waiting.length, "people is not what it depends on").toBe(1);
    it_.hear({ changed: ["people", "inbox"] });
    expect(waiting.length).toBe(2);
  });

  it("keeps the old value until the new one is there, and when asking fails", async () => {
    const { waiting, query } = asked();
    const it_ = new Live<string>();
    it_.set(query("inbox"));
    waiting[0]!.answer("one");
    await settled();
    it_.hear({ changed: ["inbox"] });
    expect(it_.value).toBe("one");
    waiting[1]!.fail("storage");
    await settled();
    expect(it_.value).toBe("one");
    expect(it_.failure?.code).toBe("storage");
    it_.hear({ changed: ["inbox"] });
    waiting[2]!.answer("two");
    await settled();
    expect(it_.value).toBe("two");
    expect(it_.failure).toBeUndefined();
  });

  it("makes one more question of many changes meanwhile, and ends with the latest", async () => {
    const { waiting, query } = asked();
    const it_ = new Live<string>();
    it_.set(query("inbox"));
    for (let i = 0; i < 20; i++) it_.hear({ changed: ["inbox"] });
    expect(waiting.length).toBe(1);
    waiting[0]!.answer("old");
    await settled();
    expect(waiting.length).toBe(2);
    waiting[1]!.answer("new");
    await settled();
    expect(it_.value).toBe("new");
  });

  it("drops the answer to a query that was replaced", async () => {
    const { waiting, query } = asked();
    const it_ = new Live<string>();
    it_.set(query("conversation:a"));
    it_.set(query("conversation:b"));
    waiting[1]!.answer("b");
    await settled();
    waiting[0]!.answer("a, late");
    await settled();
    expect(it_.value).toBe("b");
  });

  it("goes on from what was chosen last, whatever is answered meanwhile", async () => {
    const { waiting, query } = asked();
    const it_ = new Live<string>();
    it_.set(query("settings"));
    waiting[0]!.answer("kept");
    await settled();
    const done: (() => void)[] = [];
    const call = () => new Promise<void>((resolve) => done.push(resolve));
    void it_.refetch();
    void it_.lay("one", call());
    void it_.lay("one and two", call());
    waiting[1]!.answer("kept");
    it_.hear({ changed: ["settings"] });
    done[0]!();
    await settled();
    expect(it_.value, "the second is not done").toBe("one and two");
    expect(waiting.length).toBe(2);
    done[1]!();
    await settled();
    waiting[2]!.answer("one and two, kept");
    await settled();
    expect(it_.value).toBe("one and two, kept");
  });

  it("shows what stands when a change could not be made", async () => {
    const { waiting, query } = asked();
    const it_ = new Live<string>();
    it_.set(query("settings"));
    const change = it_.lay("wished", Promise.reject(new Error("disk_full")));
    await expect(change).rejects.toThrow("disk_full");
    await settled();
    waiting.at(-1)!.answer("kept");
    await settled();
    expect(it_.value).toBe("kept");
  });

  it("follows the host's channel for as long as its component lives", async () => {
    const host = fakeHost({ inbox: [] });
    let it_: Live<unknown> | undefined;
    const end = $effect.root(() => {
      it_ = live(() => ({ topics: ["inbox"], ask: () => rpc.inbox() }));
    });
    flushSync();
    await settled();
    expect(it_?.value).toEqual([]);
    host.change("inbox");
    await settled();
    expect(host.asked("inbox").length).toBe(2);
    end();
    host.change("inbox");
    await settled();
    expect(host.asked("inbox").length, "the component is gone").toBe(2);
  });
});
