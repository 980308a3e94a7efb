import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toasts } from "../../kit/toasts.svelte";
import { fakeHost, organization } from "../../test/host";
import { current } from "../../text/locale.svelte";
import Head from "./Head.svelte";
import { field, profile } from "./test/profile";

const visibility = [{ organization: "o1", audience: "connections" as const }];
const me = (photo: string) =>
  profile({
    fields: [field("family_name", "佐藤"), field("given_name", "花子"), field("photo", photo, { visibility })],
    organizations: [organization("o1", "みどり製作所")],
  });

/** What jsdom does not do: a picture of 400 by 300 pixels, or one that cannot be read. */
function pictures(readable: boolean) {
  vi.stubGlobal(
    "Image",
    class {
      naturalWidth = 400;
      naturalHeight = 300;
      onload?: () => void;
      onerror?: () => void;
      set src(_: string) {
        queueMicrotask(() => (readable ? this.onload?.() : this.onerror?.()));
      }
    },
  );
  URL.createObjectURL = () => "blob:a";
  URL.revokeObjectURL = () => undefined;
}

const choose = (file: File) => fireEvent.change(document.querySelector("input[type=file]")!, { target: { files: [file] } });
const sheet = () => within(screen.getByRole("dialog"));
const file = () => new File([new Uint8Array([1, 2, 3])], "a.jpg", { type: "image/jpeg" });

beforeEach(() => {
  void current.choose("ja");
  toasts.list = [];
});
afterEach(() => vi.unstubAllGlobals());

describe("the photo", () => {
  it("is the square that was chosen, in pixels of the picture", async () => {
    pictures(true);
    const host = fakeHost({ set_photo: null, set_field: null, profile: me("/9j/new") });
    render(Head, { profile: me(""), me: "p1" });
    await choose(file());
    const stage = await sheet().findByRole("application");
    await fireEvent.keyDown(stage, { key: "ArrowLeft" });
    await fireEvent.keyDown(stage, { key: "ArrowLeft" });
    await fireEvent.input(sheet().getByLabelText("拡大"), { target: { value: "100" } });
    await fireEvent.click(sheet().getByRole("button", { name: "保存" }));
    const base = { text: "", visibility };
    await waitFor(() => expect(host.asked("set_photo")).toEqual([{ file: "AQID", x: 106, y: 86, side: 128, base, visibility }]));
    expect(screen.queryByRole("dialog")).toBeNull();
    toasts.act(toasts.list.at(-1)!.id);
    await waitFor(() => expect(host.asked("set_field")).toEqual([{ field: "photo", base: { text: "/9j/new", visibility }, value: base }]));
  });

  it("is not taken from a file that cannot be read, and another one can be chosen", async () => {
    pictures(false);
    fakeHost({});
    render(Head, { profile: me(""), me: "p1" });
    await choose(file());
    expect(await sheet().findByText(/読めませんでした/)).toBeTruthy();
    expect(sheet().queryByRole("button", { name: "保存" })).toBeNull();
    pictures(true);
    await choose(file());
    expect(await sheet().findByRole("application")).toBeTruthy();
    expect(sheet().queryByText(/読めませんでした/)).toBeNull();
  });

  it("is not taken from a file of more than 20 MB", async () => {
    pictures(true);
    fakeHost({});
    render(Head, { profile: me(""), me: "p1" });
    const large = file();
    Object.defineProperty(large, "size", { value: (20 << 20) + 1 });
    await choose(large);
    expect(await sheet().findByText(/20 MB/)).toBeTruthy();
    expect(sheet().queryByRole("application")).toBeNull();
  });

  it.each([
    [{ code: "invalid", field: "file" }, /読めませんでした/],
    [{ code: "too_large", field: "file" }, /20 MB/],
    [{ code: "disk_full" }, /空きが足りません/],
  ])("%o is told, and the square stays", async (failure, words) => {
    pictures(true);
    fakeHost({
      set_photo: () => {
        throw failure;
      },
    });
    render(Head, { profile: me(""), me: "p1" });
    await choose(file());
    await sheet().findByRole("application");
    await fireEvent.click(sheet().getByRole("button", { name: "保存" }));
    expect(await sheet().findByText(words)).toBeTruthy();
    expect(sheet().getByRole("application")).toBeTruthy();
  });

  it("is removed, and put back", async () => {
    const host = fakeHost({ set_field: null, profile: me("") });
    render(Head, { profile: me("/9j/old"), me: "p1" });
    await fireEvent.click(screen.getByRole("button", { name: "写真を削除" }));
    expect(host.asked("set_field")).toEqual([{ field: "photo", base: { text: "/9j/old", visibility }, value: { text: "", visibility } }]);
    await waitFor(() => expect(toasts.list.at(-1)?.text).toBe("写真を削除しました"));
    toasts.act(toasts.list.at(-1)!.id);
    await waitFor(() => expect(host.asked("set_field")[1]).toEqual({ field: "photo", base: { text: "", visibility }, value: { text: "/9j/old", visibility } }));
  });
});
