import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AttachmentItem } from "../../ipc/gen/types";
import { toasts } from "../../kit/toasts.svelte";
import { current } from "../../text/locale.svelte";
import { fakeHost } from "../../test/host";
import Attachments from "./Attachments.svelte";
import PictureSheet from "./PictureSheet.svelte";

const place = { conversation: "c1", message: "m1" };
const preview = { width: 1200, height: 800, jpeg: "cHJldmlldw==" };
const file = (more: object = {}) =>
  ({ digest: "d1", name: "図面.pdf", kind: "application/pdf", bytes: 1_200_000, preview: null, state: "here", ...more }) as AttachmentItem;
const picture = (more: object = {}) => file({ digest: "p1", name: "工場.jpg", kind: "image/jpeg", preview, ...more });
const show = (attachments: AttachmentItem[], onopen: (digest: string) => void = () => undefined) =>
  render(Attachments, { attachments, place, onopen });
const src = () => document.querySelector("img")?.getAttribute("src");

describe("what came along", () => {
  beforeEach(() => {
    current.choose("ja");
    toasts.list = [];
  });

  it.each([
    [file(), /図面\.pdf\s*1\.2 MB · 保存/],
    [file({ state: "away" }), /1\.2 MB · 取り込む/],
    [file({ state: "fetching", got: 480_000 }), /1\.2 MB · 取り込み中 40%/],
    [file({ state: "sending", sent: 1_190_000 }), /1\.2 MB · 送信中 99%/],
    [file({ state: "failed", code: "disk_full" }), /空きが足りません/],
  ])("says what a file is and how it stands", (it, said) => {
    fakeHost({});
    show([it]);
    expect(screen.getByRole("button").textContent).toMatch(said);
  });

  it("fetches a file by a tap, and saves it once it is here, and says under which name", async () => {
    const host = fakeHost({ fetch_attachment: null, save_attachment: { name: "図面 (2).pdf" } });
    const { rerender } = show([file({ state: "away" })]);
    expect(host.calls, "no file is fetched unasked").toEqual([]);
    await fireEvent.click(screen.getByRole("button"));
    expect(host.asked("fetch_attachment")).toEqual([{ ...place, digest: "d1" }]);
    await rerender({ attachments: [file()] });
    await fireEvent.click(screen.getByRole("button"));
    await waitFor(() => expect(toasts.list.map(({ text }) => text)).toEqual(["「図面 (2).pdf」を保存しました"]));
  });

  it("says why a file cannot be fetched", async () => {
    fakeHost({
      fetch_attachment: () => {
        throw { code: "offline" };
      },
    });
    show([file({ state: "away" })]);
    await fireEvent.click(screen.getByRole("button"));
    await waitFor(() => expect(toasts.list[0]?.text).toContain("つながっていません"));
  });

  it("shows a picture's preview at once, in the room of the picture, and then the picture", async () => {
    const host = fakeHost({ picture: { kind: "image/jpeg", file: "d2hvbGU=" } });
    show([picture()]);
    const button = screen.getByRole("button", { name: /^工場\.jpg、1\.2 MB$/ });
    expect(src()).toBe("data:image/jpeg;base64,cHJldmlldw==");
    expect(button.style.width).toBe("280px");
    expect(Number(button.style.aspectRatio)).toBeCloseTo(1.5);
    await waitFor(() => expect(src()).toBe("data:image/jpeg;base64,d2hvbGU="));
    expect(host.asked("picture")).toEqual([{ ...place, digest: "p1" }]);
  });

  it("fetches a small picture that comes into sight by itself, once", async () => {
    const host = fakeHost({ fetch_attachment: null });
    const { rerender } = show([picture({ state: "away" })]);
    await tick();
    expect(host.asked("fetch_attachment")).toEqual([{ ...place, digest: "p1" }]);
    await rerender({ attachments: [picture({ state: "away" })] });
    expect(host.asked("fetch_attachment").length).toBe(1);
    expect(screen.getByRole("button").textContent?.trim(), "nothing covers it").toBe("");
  });

  it("leaves a large picture where it is until it is asked for", async () => {
    const host = fakeHost({});
    const opened = vi.fn();
    show([picture({ state: "away", bytes: 3_000_000 })], opened);
    await tick();
    expect(host.calls).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: /^工場\.jpg、3 MB、取り込む$/ }));
    expect(opened).toHaveBeenCalledWith("p1");
  });
});

describe("a picture, large", () => {
  /** To be closed takes the browser a moment. */
  const gone = (unmount: () => void) =>
    new Promise((back) => {
      window.addEventListener("popstate", back, { once: true });
      unmount();
    });
  const open = (it: AttachmentItem, onclose = vi.fn()) => ({ onclose, ...render(PictureSheet, { it, preview, place, onclose }) });
  beforeEach(() => {
    current.choose("ja");
    toasts.list = [];
  });

  it("has its name, can be saved, and closes", async () => {
    fakeHost({ picture: { kind: "image/png", file: "d2hvbGU=" }, save_attachment: { name: "工場.jpg" } });
    const { onclose, unmount } = open(picture());
    expect(screen.getByRole("dialog", { name: "工場.jpg" })).toBeTruthy();
    await waitFor(() => expect(screen.getByRole("img", { name: "工場.jpg" }).getAttribute("src")).toBe("data:image/png;base64,d2hvbGU="));
    await fireEvent.click(screen.getByRole("button", { name: "保存" }));
    await waitFor(() => expect(toasts.list[0]?.text).toBe("「工場.jpg」を保存しました"));
    await fireEvent.keyDown(window, { key: "Escape" });
    expect(onclose).toHaveBeenCalledOnce();
    await gone(unmount);
  });

  it("closes by going back, which leads nowhere else", async () => {
    fakeHost({ picture: { kind: "image/png", file: "" } });
    const there = new Promise((arrived) => window.addEventListener("hashchange", arrived, { once: true }));
    location.hash = "#/messages/c1";
    await there;
    const { onclose } = open(picture());
    expect(history.state).toBe("picture");
    history.back();
    await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
    expect(location.hash).toBe("#/messages/c1");
  });

  it("is fetched when it is not here, and tells how far it is", async () => {
    const host = fakeHost({ fetch_attachment: null, picture: { kind: "image/jpeg", file: "d2hvbGU=" } });
    const { rerender, unmount } = open(picture({ state: "away" }));
    expect(host.asked("fetch_attachment")).toEqual([{ ...place, digest: "p1" }]);
    await rerender({ it: picture({ state: "fetching", got: 600_000 }) });
    expect(screen.getByRole("status").textContent).toContain("取り込み中 50%");
    await rerender({ it: picture() });
    await waitFor(() => expect(screen.getByRole("img").getAttribute("src")).toContain("d2hvbGU="));
    await gone(unmount);
  });
});
