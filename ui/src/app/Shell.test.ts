import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Start, SyncStatus } from "../ipc/gen/types";
import { current } from "../text/locale.svelte";
import { fakeHost, person } from "../test/host";
import { bring } from "./screens";
import Shell from "./Shell.svelte";

const status: SyncStatus = { state: "fresh", last_sync_at: 0, unsent: 0, refused: 0, conflicts: 0, progress: null };
const start: Start = {
  phase: "ready", me: person(), server: "https://alumni.example.jp", address: "h@example.test", language: "ja", theme: "system", status,
  era: "western", desks: [], unread: 0, saving: true, invited_server: null, cache_rebuilt: false, outbox_salvaged: false,
};

async function shown(more: object = {}, answers: object = {}) {
  const host = fakeHost({ status, inbox: [], outbox: [], sync_now: null, ...answers });
  render(Shell, { start: { ...start, ...more } });
  await screen.findByRole("heading", { level: 1 });
  return host;
}
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const key = (name: string, init: KeyboardEventInit = {}) => fireEvent.keyDown(document.body, { key: name, ...init });

describe("the frame", () => {
  beforeAll(() => bring("outbox"));

  beforeEach(async () => {
    current.choose("ja");
    location.hash = "/messages";
    await new Promise((done) => setTimeout(done, 0));
  });

  it("goes to a screen, with its bar only at the top", async () => {
    await shown();
    expect(screen.getByRole("navigation")).toBeTruthy();
    location.hash = "/outbox";
    await heading("未送信");
    expect(screen.queryByRole("navigation")).toBeNull();
  });

  it("finds everything with Ctrl+K", async () => {
    const host = await shown({ desks: [{ organization: "o1", name: "みどり製作所" }] });
    await key("k", { ctrlKey: true });
    const names = screen.getAllByRole("option").map((each) => each.querySelector("span")?.textContent);
    expect(names).toEqual(["今日", "メッセージ", "仲間", "オファー", "自分", "検索", "事務局", "設定", "未送信", "今すぐ同期"]);
    await fireEvent.input(screen.getByRole("combobox"), { target: { value: "どうき" } });
    await fireEvent.keyDown(screen.getByRole("combobox"), { key: "Enter", keyCode: 13 });
    await waitFor(() => expect(host.asked("sync_now").length).toBe(1));
  });

  it("shows the desk only to those who work at one", async () => {
    await shown();
    await key("k", { ctrlKey: true });
    expect(screen.queryByRole("option", { name: "事務局" })).toBeNull();
  });

  it("goes to the places with two keys, and lists what the keys do", async () => {
    await shown();
    await key("g");
    await key("i");
    await waitFor(() => expect(location.hash).toBe("#/profile"));
    await key("?", { shiftKey: true });
    expect(screen.getByRole("dialog", { name: "キーボードの操作" })).toBeTruthy();
    expect(screen.getAllByRole("term").map((each) => each.textContent)).toEqual([
      "操作を探す", "今日を開く", "メッセージを開く", "仲間を開く", "オファーを開く", "自分を開く", "検索の欄へ移る", "この一覧を開く",
    ]);
  });

  it("goes back with Escape, unless something stands above", async () => {
    await shown();
    location.hash = "/outbox";
    await heading("未送信");
    await key("?", { shiftKey: true });
    await key("Escape");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(location.hash, "it was meant for the sheet").toBe("#/outbox");
    await key("Escape");
    await waitFor(() => expect(location.hash).not.toBe("#/outbox"));
  });

  it("asks to sign in again when another device signed this one out", async () => {
    await shown({}, { status: { ...status, state: "signed_out_remotely" } });
    expect((await screen.findByRole("alert")).textContent).toContain("サインアウトされています");
  });

  it("asks for an update when the server does not understand this version any more", async () => {
    await shown({}, { status: { ...status, state: "needs_update" } });
    expect((await screen.findByRole("alert")).textContent).toContain("新しい版に入れ替えてください");
  });

  it("asks to look at the date when the server's certificate is not valid at it", async () => {
    await shown({}, { status: { ...status, state: "wrong_date" } });
    expect((await screen.findByRole("alert")).textContent).toContain("端末の日付と時刻を確かめてください");
  });

  it("says that a server in trouble is asked again", async () => {
    await shown({}, { status: { ...status, state: "server_trouble" } });
    expect(await screen.findByText(/サーバーが正しく応答していません/)).toBeTruthy();
  });
});
