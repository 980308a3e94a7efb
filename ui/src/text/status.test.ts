import { beforeEach, expect, it } from "vitest";
import type { SyncStatus } from "../ipc/gen/types";
import { current } from "./locale.svelte";
import { statusText } from "./status";

const now = new Date(2026, 10, 24, 12, 0).getTime();
const said = (more: Partial<SyncStatus>, brief = false) =>
  statusText({ state: "fresh", last_sync_at: new Date(2026, 10, 24, 10, 32).getTime(), unsent: 0, refused: 0, conflicts: 0, progress: null, ...more }, now, brief);

beforeEach(() => current.choose("ja"));

it.each([
  [{}, "最新"],
  [{ state: "syncing" }, "同期中"],
  [{ state: "offline" }, "オフライン（最終 10:32）"],
  [{ state: "offline", last_sync_at: null }, "オフライン"],
  [{ state: "server_trouble", unsent: 1 }, "サーバーに問題あり · 未送信 1"],
  [{ state: "needs_update" }, "アプリの更新が必要"],
  [{ state: "wrong_date" }, "日時の確認が必要"],
  [{ unsent: 3 }, "未送信 3"],
  [{ state: "offline", unsent: 3 }, "オフライン · 未送信 3"],
  [{ conflicts: 1, refused: 1 }, "要確認 2"],
] as [Partial<SyncStatus>, string][])("%o", (more, text) => expect(said(more)).toBe(text));

it.each([
  [{}, "最新"],
  [{ state: "offline" }, "オフライン（最終 10:32）"],
  [{ state: "offline", unsent: 2 }, "未送信 2"],
  [{ state: "offline", unsent: 2, refused: 3 }, "要確認 3"],
] as [Partial<SyncStatus>, string][])("in brief: %o", (more, text) => expect(said(more, true)).toBe(text));
