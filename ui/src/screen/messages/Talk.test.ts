import { fireEvent, render, screen } from "@testing-library/svelte";
import { tick, type ComponentProps } from "svelte";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { MessageItem } from "../../ipc/gen/types";
import { announcer } from "../../kit/announcer.svelte";
import { current } from "../../text/locale.svelte";
import Talk from "./Talk.svelte";

vi.mock("../../kit/Rows.svelte", () => import("../../test/AllRows.svelte"));

const message = (id: string, more: Partial<MessageItem> = {}): MessageItem => ({
  id, seq: 1, mine: false, author: null, body: `文 ${id}`, about: null, at: 0, edited: false, deleted: false, state: "sent", op: null, code: null, attachments: [],
  ...more,
});
const items = ["a", "b", "c"].map((id) => message(id));

/** A window of 600 pixels onto messages that turn out to be 5,000 high. */
class Observer {
  static all: Observer[] = [];
  constructor(private readonly tell: () => void) {
    Observer.all.push(this);
  }
  observe() {}
  disconnect() {}
  static measured() {
    for (const each of Observer.all) each.tell();
  }
}

describe("the scroll of a conversation", () => {
  beforeEach(() => {
    current.choose("ja");
    Observer.all = [];
    vi.stubGlobal("ResizeObserver", Observer);
    vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockReturnValue(5000);
    vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  });
  afterEach(() => vi.unstubAllGlobals());

  async function shown(unreadFrom: string | null, more: Partial<ComponentProps<typeof Talk>> = {}) {
    const ask = () => undefined;
    render(Talk, {
      items, author: "佐藤 健太", addressed: "佐藤 健太さん", desk: false, unreadFrom, around: "b", at: null, complete: true, more: false, ready: true,
      onolder: ask, onnewer: ask, onnewest: ask, onmenu: ask,
      onedit: ask, onretry: ask, ondiscard: ask, onpicture: ask, conversation: "c1",
      ...more,
    });
    await tick();
    await tick();
    const log = screen.getByRole("log");
    Observer.measured();
    return log;
  }

  it("stays at the end it began with, however high its messages turn out to be", async () => {
    expect((await shown(null)).scrollTop).toBe(5000);
  });

  it("begun at the unread it is not drawn to its end, even when each of them is higher than the window", async () => {
    expect((await shown("b")).scrollTop).toBeLessThan(5000);
    expect(await screen.findByRole("button", { name: "いちばん下へ" })).toBeTruthy();
  });

  const words = (id: string) => screen.getByText(`文 ${id}`).closest<HTMLElement>("[data-message]")!;

  it("opened at a message it stays there, and marks it for a moment; the keys go on from it, and it is told", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const log = await shown(null, { at: "b" });
    expect(log.scrollTop).toBeLessThan(5000);
    expect(words("b").classList).toContain("found");
    await vi.advanceTimersByTimeAsync(500);
    expect(document.activeElement).toBe(words("b"));
    expect(announcer.text).toBe("佐藤 健太: 文 b");
    expect(screen.getByRole("button", { name: "いちばん下へ" })).toBeTruthy();
    await vi.advanceTimersByTimeAsync(3000);
    expect(words("b").classList).not.toContain("found");
    expect(words("a").hasAttribute("tabindex")).toBe(false);
  });

  it("around another message than the one it was opened at, it is at its end", async () => {
    const log = await shown(null, { around: "c", at: "b" });
    expect(log.scrollTop).toBe(5000);
    expect(words("b").classList).not.toContain("found");
  });

  it("takes nothing from whoever writes already", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const area = document.body.appendChild(document.createElement("textarea"));
    onTestFinished(() => area.remove());
    area.focus();
    await shown(null, { at: "b" });
    await vi.advanceTimersByTimeAsync(500);
    expect(document.activeElement).toBe(area);
  });

  it("where newer ones are to come its end is not the end: they are asked for, or the newest in place of them", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const [onnewer, onnewest] = [vi.fn(), vi.fn()];
    const log = await shown(null, { at: "b", more: true, onnewer, onnewest });
    log.scrollTop = 4400;
    await vi.advanceTimersByTimeAsync(500);
    expect(onnewer).toHaveBeenCalledOnce();
    await fireEvent.scroll(log);
    expect(onnewer, "once is enough until they are there").toHaveBeenCalledOnce();
    await fireEvent.click(screen.getByRole("button", { name: "いちばん下へ" }));
    expect(onnewest).toHaveBeenCalledOnce();
    expect(document.activeElement, "the button goes").toBe(log);
  });
});
