import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeHost } from "../../test/host";
import { DraftKeeper } from "./draft";

/** What is typed is on its way to the disk at most so long after its last key. */
const MOST = 300;
const texts = (host: ReturnType<typeof fakeHost>) => host.asked("save_draft").map((params) => (params as { text: string }).text);
const settled = () => vi.advanceTimersByTimeAsync(0);

describe("a draft", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is saved while keys keep coming without a pause, no key later than it may be", () => {
    const typed: { text: string; at: number }[] = [];
    const saved: { text: string; at: number }[] = [];
    const host = fakeHost({ save_draft: ({ text }: { text: string }) => void saved.push({ text, at: Date.now() }) });
    const keeper = new DraftKeeper("c1", "");
    for (let count = 1; count <= 100; count += 1) {
      typed.push({ text: "あ".repeat(count), at: Date.now() });
      keeper.type("あ".repeat(count));
      vi.advanceTimersByTime(60);
    }
    vi.advanceTimersByTime(MOST);
    expect(texts(host).at(-1)).toBe("あ".repeat(100));
    for (const key of typed) {
      const kept = saved.find(({ text, at }) => at >= key.at && text.length >= key.text.length);
      expect(kept && kept.at - key.at, `${key.text.length} characters`).toBeLessThanOrEqual(MOST);
    }
    expect(saved.length, "and not once a key").toBeLessThan(40);
  });

  it("is saved at once when the person leaves, and once", () => {
    const host = fakeHost({ save_draft: null });
    const keeper = new DraftKeeper("c1", "");
    keeper.type("書きかけ");
    keeper.flush();
    vi.advanceTimersByTime(10 * MOST);
    expect(texts(host)).toEqual(["書きかけ"]);
  });

  it("that could not be saved is tried again by the next key", async () => {
    const host = fakeHost({
      save_draft: () => {
        throw { code: "disk_full" };
      },
    });
    const keeper = new DraftKeeper("c1", "");
    keeper.type("あ");
    vi.advanceTimersByTime(MOST);
    await settled();
    host.answers.save_draft = null;
    keeper.type("あ");
    vi.advanceTimersByTime(MOST);
    expect(texts(host)).toEqual(["あ", "あ"]);
  });

  it("is kept before it is sent, and no save comes behind: the engine would have what was sent as a draft again", async () => {
    let answer: () => void = () => undefined;
    const host = fakeHost({ save_draft: () => new Promise<void>((resolve) => (answer = resolve)), send_message: { message: "m1" } });
    const keeper = new DraftKeeper("c1", "");
    keeper.type("こんにちは");
    const { rpc } = await import("../../ipc/call");
    const sent = keeper.send(
      () => rpc.send_message({ conversation: "c1", body: "こんにちは", about: null }),
      () => (keeper.type(""), ""),
    );
    await settled();
    expect(host.calls.map(({ method }) => method), "it waits for the save").toEqual(["save_draft"]);
    keeper.flush();
    answer();
    await sent;
    vi.advanceTimersByTime(MOST);
    expect(host.calls.map(({ method }) => method)).toEqual(["save_draft", "send_message"]);
  });

  it("keeps what was typed while the message went", async () => {
    const host = fakeHost({ save_draft: null });
    const keeper = new DraftKeeper("c1", "こんにちは");
    await keeper.send(() => Promise.resolve(), () => (keeper.type("つづき"), ""));
    expect(texts(host)).toEqual(["つづき"]);
  });

  it("is there again when the message could not be sent", async () => {
    const host = fakeHost({ save_draft: null });
    const keeper = new DraftKeeper("c1", "");
    keeper.type("大事な文");
    await expect(keeper.send(() => Promise.reject(new Error("disk_full")), () => "")).rejects.toThrow("disk_full");
    expect(texts(host)).toEqual(["大事な文"]);
  });
});
