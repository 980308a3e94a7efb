import type { SyncStatus } from "../ipc/gen/types";
import { short } from "./dates";
import { m } from "./index";

/** One place for the truth about sync: 最新 / 同期中 / オフライン（最終 10:32）/ 未送信 3. In brief: the most urgent of it. */
export function statusText(status: SyncStatus, now: number, brief = false): string {
  const attention = status.refused + status.conflicts;
  const more = attention > 0 || status.unsent > 0;
  const parts = [more && status.state === "offline" ? m.status_offline() : stateText(status, now)];
  if (attention > 0) parts.push(m.status_attention({ count: attention }));
  if (status.unsent > 0) parts.push(m.status_unsent({ count: status.unsent }));
  if (brief) return parts[1] ?? parts[0]!;
  // What is up to date and still unsent would contradict itself: the number says more.
  return (parts.length > 1 && status.state === "fresh" ? parts.slice(1) : parts).join(" · ");
}

function stateText(status: SyncStatus, now: number): string {
  switch (status.state) {
    case "fresh":
      return m.status_fresh();
    case "syncing":
      return m.status_syncing();
    case "server_trouble":
      return m.status_trouble();
    case "wrong_date":
      return m.status_wrong_date();
    case "needs_update":
      return m.status_update();
    case "signed_out_remotely":
      return m.status_signed_out();
    case "offline":
      return status.last_sync_at === null
        ? m.status_offline()
        : m.status_offline_since({ time: short(status.last_sync_at, now) });
  }
}
