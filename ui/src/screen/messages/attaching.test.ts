import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { current } from "../../text/locale.svelte";
import { fakeHost } from "../../test/host";
import Composer, { type Mode } from "./Composer.svelte";

type Call = { name: string; file: string };
const LARGE = 25 * 1024 * 1024 + 1;
const made = (name: string, size = 0) => {
  const file = new File(["内容"], name);
  if (size) Object.defineProperty(file, "size", { value: size });
  return file;
};
const kept = (name: string) => ({ digest: `digest of ${name}`, name, kind: "application/pdf", bytes: 6, preview: null });
const props = (more: object = {}) => ({
  conversation: "c1", name: "佐藤 健太さん", draft: "", attachments: [], mode: { kind: "new" } as Mode, onsent: () => undefined, ...more,
});
const chosen = (...files: File[]) => fireEvent.change(document.querySelector("input[type=file]")!, { target: { files } });
const chips = () => screen.queryAllByRole("listitem").map((chip) => chip.textContent?.replace(/\s+/g, " ").trim());
const sends = () => screen.getByRole<HTMLButtonElement>("button", { name: "送信" });

describe("attaching", () => {
  beforeEach(() => current.choose("ja"));

  it("shows a file while it is read, one after the other, and lets it be sent without a word", async () => {
    let answer: (value: unknown) => void = () => undefined;
    const host = fakeHost({ attach: () => new Promise((resolve) => (answer = resolve)), send_message: { message: "m1" } });
    const { rerender } = render(Composer, props());
    expect(sends().disabled).toBe(true);
    await chosen(made("一.pdf"), made("二.pdf"));
    expect(chips()).toEqual(["一.pdf 読み込み中", "二.pdf 読み込み中"]);
    await waitFor(() => expect(host.asked("attach").length).toBe(1));
    const [{ name, file }] = host.asked("attach") as [Call];
    expect([name, new TextDecoder().decode(Uint8Array.from(atob(file), (each) => each.charCodeAt(0)))]).toEqual(["一.pdf", "内容"]);
    answer(kept("一.pdf"));
    await waitFor(() => expect(host.asked("attach").length, "the next, once that is done").toBe(2));
    await rerender(props({ attachments: [kept("一.pdf")] }));
    expect(chips(), "the draft has it: it stands there once").toEqual(["一.pdf 6 byte", "二.pdf 読み込み中"]);

    await fireEvent.click(sends());
    expect(host.asked("send_message"), "what is still read belongs to the message").toEqual([]);
    answer(kept("二.pdf"));
    await waitFor(() => expect(host.asked("send_message")).toEqual([{ conversation: "c1", body: "", about: null }]));
    await rerender(props());
    await waitFor(() => expect(chips()).toEqual([]));
  });

  it.each([
    ["is too large for a call", made("動画.mp4", LARGE), null, "添付できるのは、1 個 25 MB までです。", 0],
    ["is refused as too large", made("動画.mp4"), { code: "too_large", field: "file" }, "添付できるのは、1 個 25 MB までです。", 1],
    ["cannot be read as a picture", made("写真.heic"), { code: "invalid", field: "file" }, "この画像は読めませんでした。", 1],
    ["is empty", made("メモ.txt"), { code: "empty", field: "file" }, "空のファイルは添付できません。", 1],
    ["finds no room on the disk", made("図面.pdf"), { code: "disk_full" }, "空きが足りません", 1],
  ])("says at the file that it %s, keeps the words, and lets it be taken away", async (_, file, thrown, said, asked) => {
    const host = fakeHost({
      save_draft: null,
      attach: () => {
        throw thrown;
      },
    });
    render(Composer, props({ draft: "大事な文" }));
    await chosen(file);
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain(said));
    expect(host.asked("attach").length).toBe(asked);
    expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("大事な文");
    await fireEvent.click(screen.getByRole("button", { name: `${file.name}の添付をやめる` }));
    expect(chips()).toEqual([]);
  });

  it("takes no more than ten, and says so at those beyond", async () => {
    const host = fakeHost({ attach: ({ name }: Call) => kept(name) });
    render(Composer, props({ attachments: ["甲", "乙"].map(kept) }));
    await chosen(...Array.from({ length: 9 }, (_, at) => made(`${at}.pdf`)));
    await waitFor(() => expect(host.asked("attach").length).toBe(8));
    expect(screen.getAllByRole("alert").map((alert) => alert.textContent)).toEqual(["添付できるのは 10 個までです。"]);
  });

  it("does not send when the last file turns out not to fit: the person is told first", async () => {
    let fail: (thrown: unknown) => void = () => undefined;
    const host = fakeHost({ attach: () => new Promise((_, reject) => (fail = reject)), send_message: { message: "m1" }, save_draft: null });
    render(Composer, props({ draft: "写真です" }));
    await chosen(made("写真.heic"));
    await waitFor(() => expect(host.asked("attach").length).toBe(1));
    await fireEvent.click(sends());
    fail({ code: "invalid", field: "file" });
    await screen.findByRole("alert");
    await new Promise((done) => setTimeout(done, 0));
    expect(host.asked("send_message")).toEqual([]);
    await fireEvent.click(sends());
    await waitFor(() => expect(host.asked("send_message").length, "a second time it is meant").toBe(1));
  });

  it("takes out again what was taken away while it was read", async () => {
    let answer: (value: unknown) => void = () => undefined;
    const host = fakeHost({ attach: () => new Promise((resolve) => (answer = resolve)), detach: null });
    render(Composer, props());
    await chosen(made("一.pdf"));
    await waitFor(() => expect(host.asked("attach").length).toBe(1));
    await fireEvent.click(screen.getByRole("button", { name: "一.pdfの添付をやめる" }));
    answer(kept("一.pdf"));
    await waitFor(() => expect(host.asked("detach")).toEqual([{ conversation: "c1", digest: "digest of 一.pdf" }]));
  });

  it("takes a picture that is pasted, but not the picture of pasted words", async () => {
    const host = fakeHost({ attach: ({ name }: Call) => kept(name) });
    render(Composer, props());
    const paste = (types: string[]) => fireEvent.paste(screen.getByRole("textbox"), { clipboardData: { types, files: [made("image.png")] } });
    expect(await paste(["text/plain", "Files"]), "left to the browser").toBe(true);
    expect(await paste(["Files"])).toBe(false);
    await waitFor(() => expect(host.asked("attach").length).toBe(1));
  });

  it("is not part of an edit", () => {
    fakeHost({});
    const item = { id: "m1", seq: 1, mine: true, author: null, body: "文", about: null, at: 0, edited: false, deleted: false, state: "sent" as const, op: null, code: null, attachments: [] };
    render(Composer, props({ mode: { kind: "edit", item }, attachments: [kept("一.pdf")] }));
    expect(screen.queryByRole("button", { name: "ファイルを添付" })).toBeNull();
    expect(chips()).toEqual([]);
  });
});
