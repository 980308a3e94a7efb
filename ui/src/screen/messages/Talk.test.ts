import { render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MessageItem } from "../../ipc/gen/types";
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

  async function shown(unreadFrom: string | null) {
    const ask = () => undefined;
    render(Talk, {
      items, author: "佐藤 健太", addressed: "佐藤 健太さん", desk: false, unreadFrom, complete: true, ready: true, onolder: ask, onmenu: ask,
      onedit: ask, onretry: ask, ondiscard: ask, onpicture: ask, conversation: "c1",
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
});
