import { render, screen } from "@testing-library/svelte";
import { beforeEach, expect, it } from "vitest";
import type { SyncStatus } from "../ipc/gen/types";
import { current } from "../text/locale.svelte";
import StatusChip from "./StatusChip.svelte";

const status: SyncStatus = { state: "offline", last_sync_at: null, unsent: 2, refused: 1, conflicts: 2, progress: null };

beforeEach(() => current.choose("ja"));

it("shows the most urgent on a phone, and is called by all of it", () => {
  render(StatusChip, { status });
  const chip = screen.getByRole("link", { name: "オフライン · 要確認 3 · 未送信 2。未送信を開く" });
  expect(chip.textContent?.trim()).toBe("要確認 3");
  expect(screen.getByRole("status").textContent).toBe("オフライン · 要確認 3 · 未送信 2");
});
