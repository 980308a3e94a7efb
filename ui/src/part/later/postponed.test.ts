import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toasts } from "../../kit/toasts.svelte";
import { sentence } from "../../text/failure";
import { GRACE, Postponed } from "./postponed.svelte";

describe("what is done a moment later", () => {
  const done: string[] = [];
  let fails = false;
  let postponed: Postponed;

  beforeEach(() => {
    vi.useFakeTimers();
    toasts.list = [];
    done.length = 0;
    fails = false;
    postponed = new Postponed(async (id) => {
      if (fails) throw { code: "disk_full" };
      done.push(id);
    });
  });
  afterEach(() => vi.useRealTimers());

  it("shows at once and is carried out once", async () => {
    postponed.begin("a", "取り消しました");
    expect([...postponed.begun]).toEqual(["a"]);
    await vi.advanceTimersByTimeAsync(GRACE - 1);
    expect(done, "not before the grace is over").toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    postponed.leave();
    expect(done).toEqual(["a"]);
    expect(postponed.begun.size).toBe(0);
  });

  it("is undone by its notice", async () => {
    postponed.begin("a", "取り消しました");
    toasts.act(toasts.list[0]!.id);
    expect(postponed.begun.size).toBe(0);
    await vi.advanceTimersByTimeAsync(GRACE);
    expect(done).toEqual([]);
  });

  it("is carried out even when other notices push its own away", async () => {
    postponed.begin("a", "取り消しました");
    for (const text of ["1", "2", "3"]) toasts.show({ text });
    await vi.advanceTimersByTimeAsync(GRACE);
    expect(done).toEqual(["a"]);
  });

  it("is carried out when the person leaves, and says what went wrong", async () => {
    fails = true;
    postponed.begin("a", "取り消しました");
    postponed.leave();
    await vi.advanceTimersByTimeAsync(0);
    expect(postponed.begun.size, "it looks undone again").toBe(0);
    expect(toasts.list.at(-1)?.text).toBe(sentence("disk_full"));
  });
});
