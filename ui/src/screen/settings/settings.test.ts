import { createRawSnippet } from "svelte";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { Checks, HostChoices, SettingsView } from "../../ipc/gen/types";
import { toasts } from "../../kit/toasts.svelte";
import { fakeHost, organization, person } from "../../test/host";
import { current } from "../../text/locale.svelte";
import Blocks from "./Blocks.svelte";
import { bytes } from "../../text/bytes";
import { changed, options } from "./cadence";
import Conditions from "./Conditions.svelte";
import Notifications from "./Notifications.svelte";
import { span, times } from "./quiet";
import Settings from "./Settings.svelte";

const chip = createRawSnippet(() => ({ render: () => "<i></i>" }));
const start = { language: "ja", theme: "light", address: "hanako@example.jp", server: "alumni.example.jp" };
const status = { state: "fresh", last_sync_at: null, unsent: 0, refused: 0, conflicts: 0, progress: null };
const frame = { start, status, chip } as never;

const none = { wakeups: 0, requests: 0, bytes_up: 0, bytes_down: 0 };
const checks = (more: Partial<Checks> = {}): Checks => ({ last_checked_at: 1_790_000_000_000, mode: "poll", today: none, polls: none, live: none, rounds: none, ...more });
const noHost: HostChoices = { close_to_tray: false, autostart: false, can_autostart: false, has_tray: false };
const view = (more: Partial<SettingsView> = {}): SettingsView => ({
  preferences: { era: "western", quiet: null },
  conditions: { kinds: [], prefectures: [], remote: null, pay: null, from: null },
  notifications: [
    {
      organization: "o1",
      name: "みどり製作所",
      cadences: [
        { category: "message", cadence: "now", is_default: true },
        { category: "offer", cadence: "off", is_default: false },
      ],
    },
  ],
  blocks: [],
  ...more,
});
/** Keeps what is set, and says so when it is asked the next time. */
function host(settings: Partial<SettingsView> = {}, more: Record<string, unknown> = {}) {
  let kept = view(settings);
  const keep = ({ value: { setting, ...value } }: { value: { setting: string } }) => {
    if (setting !== "notifications") kept = { ...kept, [setting]: value };
    return null;
  };
  return fakeHost({ settings: () => kept, set_setting: keep, checks: checks(), host_choices: noHost, ...more });
}
const set = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  void current.choose("ja");
  toasts.list = [];
});

describe("おやすみ時間", () => {
  it.each([
    [{ from: 1320, to: 420 }, "22:00から翌朝7:00まで"],
    [{ from: 780, to: 905 }, "13:00から15:05まで"],
    [{ from: 1320, to: 780 }, "22:00から翌日13:00まで"],
    [{ from: 0, to: 360 }, "0:00から6:00まで"],
  ])("%o is %s", (quiet, text) => expect(span(quiet)).toBe(text));

  it("offers every half hour, and what is chosen", () => {
    expect(times(425).length).toBe(49);
    expect(times(425).find(([value]) => value === "425")?.[1]).toBe("7:05");
    expect(times(420).length).toBe(48);
  });

  it("is begun, moved and ended, and the way of counting years stays", async () => {
    const { asked } = host({ preferences: { era: "japanese", quiet: null } });
    render(Notifications, { frame });
    await fireEvent.click(await screen.findByLabelText("おやすみ時間を使う"));
    expect(asked("set_setting")).toEqual([{ value: { setting: "preferences", era: "japanese", quiet: { from: 1320, to: 420 } } }]);
    expect(await screen.findByText(/22:00から翌朝7:00まで/)).toBeTruthy();
    await set("終了", "390");
    expect(asked("set_setting").at(-1)).toEqual({ value: { setting: "preferences", era: "japanese", quiet: { from: 1320, to: 390 } } });
  });

  it("with one time for both ends is said to be none", async () => {
    host({ preferences: { era: "western", quiet: { from: 420, to: 420 } } });
    render(Notifications, { frame });
    expect(await screen.findByText(/別の時刻を選んでください/)).toBeTruthy();
  });
});

describe("when things ring", () => {
  it("is chosen per organisation and kind, and only what differs from the standard is kept", async () => {
    const { asked } = host();
    render(Notifications, { frame });
    const section = within(await screen.findByRole("region", { name: "みどり製作所" }));
    expect(section.getByLabelText<HTMLSelectElement>("オファー").value).toBe("off");
    expect(within(section.getByLabelText("オファー")).getByText("週1回（月曜の朝8時）・標準")).toBeTruthy();
    await fireEvent.change(section.getByLabelText("メッセージ"), { target: { value: "daily" } });
    expect(asked("set_setting")).toEqual([
      { value: { setting: "notifications", organization: "o1", cadences: [{ category: "message", cadence: "daily" }, { category: "offer", cadence: "off" }] } },
    ]);
  });

  it("goes back to the standard by itself when the standard is chosen", () => {
    expect(changed(view().notifications[0]!.cadences, "offer", "weekly")).toEqual([]);
  });

  it("names the standard as the engine does", () => {
    const standard = options({ category: "message", cadence: "daily", is_default: true }).find(([, label]) => label.endsWith("標準"));
    expect(standard?.[0], "what the engine calls the default is it").toBe("daily");
  });

  it("shows what is kept when a choice could not be kept", async () => {
    host({}, {
      set_setting: () => {
        throw { code: "disk_full" };
      },
    });
    render(Notifications, { frame });
    const message = () => screen.getByLabelText<HTMLSelectElement>("メッセージ");
    await screen.findByLabelText("メッセージ");
    await set("メッセージ", "off");
    await waitFor(() => expect(message().value).toBe("now"));
    expect(toasts.list.at(-1)?.text).toMatch(/空きが足りません/);
  });
});

describe("looking for news", () => {
  it("says how often, and what it costs, in plain numbers", async () => {
    host({}, { checks: checks({ mode: "live", today: { wakeups: 38, requests: 52, bytes_up: 18_400, bytes_down: 1_284_000 }, polls: { ...none, wakeups: 24 } }) });
    render(Notifications, { frame });
    expect(await screen.findByText("38 回（うち、確認のため 24 回）")).toBeTruthy();
    expect(screen.getByText(/^送信 18 kB、受信 1.3 MB$/i)).toBeTruthy();
    expect(screen.getByText(/届くとすぐに表示します/)).toBeTruthy();
  });

  it("is asked for at once, and the button waits until something was heard", async () => {
    const { asked, answers, change } = host({}, { check_now: null });
    render(Notifications, { frame });
    await fireEvent.click(await screen.findByRole("button", { name: "今すぐ確認" }));
    expect(asked("check_now").length).toBe(1);
    expect(await screen.findByRole("button", { name: "確認しています" })).toBeTruthy();
    answers.checks = checks({ last_checked_at: 1_790_000_060_000 });
    change("checks");
    expect(await screen.findByRole("button", { name: "今すぐ確認" })).toBeTruthy();
  });

  it.each([[0, "0"], [999, "999"], [1000, "1 "], [1_540, "1.5 "], [18_400, "18 "], [2_000_000, "2 M"]])("%i bytes", (count, text) => {
    expect(bytes(count).startsWith(text.trim())).toBe(true);
  });
});

describe("this computer", () => {
  it("is not mentioned where it can do nothing of it", async () => {
    host();
    render(Notifications, { frame });
    await screen.findByLabelText("メッセージ");
    expect(screen.queryByText("このパソコン")).toBeNull();
  });

  it("says how to find a hidden window where there is no icon", async () => {
    const { asked } = host({}, { host_choices: { ...noHost, can_autostart: true }, choose_host: { ...noHost, can_autostart: true, close_to_tray: true } });
    render(Notifications, { frame });
    await fireEvent.click(await screen.findByLabelText("ウィンドウを閉じても動かし続ける"));
    expect(asked("choose_host")).toEqual([{ close_to_tray: true }]);
    expect(screen.getByText(/もう一度アプリを起動すると/)).toBeTruthy();
  });

  it("shows what holds when the system would not", async () => {
    host({}, {
      host_choices: { ...noHost, can_autostart: true, has_tray: true },
      choose_host: () => {
        throw { code: "unknown", field: "autostart" };
      },
    });
    render(Notifications, { frame });
    const autostart = () => screen.getByLabelText<HTMLInputElement>("パソコンの起動時に始める");
    await fireEvent.click(await screen.findByLabelText("パソコンの起動時に始める"));
    await waitFor(() => expect(autostart().checked).toBe(false));
    expect(toasts.list.length).toBe(1);
  });
});

describe("what one looks for", () => {
  const stated = { kinds: ["contract" as const], prefectures: ["東京都"], remote: null, pay: { unit: "month" as const, yen: 450_000 }, from: "2027-04" };
  const last = (asked: (method: string) => unknown[]) => (asked("set_setting").at(-1) as { value: unknown }).value;

  it("is kept as soon as it is chosen, and says that nobody else gets it", async () => {
    const { asked } = host({ conditions: stated });
    render(Conditions, { frame });
    expect(await screen.findByText(/あなたのほかには誰にも渡りません/)).toBeTruthy();
    await fireEvent.click(screen.getByLabelText("カムバック採用"));
    expect(last(asked)).toEqual({ setting: "conditions", ...stated, kinds: ["comeback", "contract"] });
    await fireEvent.click(screen.getByLabelText("フルリモート"));
    expect(last(asked)).toEqual({ setting: "conditions", ...stated, kinds: ["comeback", "contract"], remote: "full" });
    await fireEvent.click(screen.getByLabelText("問わない"));
    expect(last(asked)).toMatchObject({ remote: null });
  });

  it("keeps both of two choices that are made before the first one is answered", async () => {
    const { asked } = host({ conditions: stated });
    render(Conditions, { frame });
    const full = await screen.findByLabelText("フルリモート");
    void fireEvent.input(screen.getByLabelText("最低の額（円）"), { target: { value: "60万" } });
    await fireEvent.click(full);
    expect(last(asked)).toMatchObject({ pay: { unit: "month", yen: 600_000 }, remote: "full" });
  });

  it("names as many prefectures as one likes", async () => {
    const { asked } = host({ conditions: stated });
    render(Conditions, { frame });
    await fireEvent.click(await screen.findByRole("button", { name: "勤務地: 東京都" }));
    const sheet = within(screen.getByRole("dialog"));
    expect(sheet.getAllByRole("checkbox").length).toBe(47);
    await fireEvent.click(sheet.getByLabelText("青森県"));
    expect(last(asked)).toMatchObject({ prefectures: ["青森県", "東京都"] });
  });

  it("has a pay with its unit, or none", async () => {
    const { asked } = host({ conditions: stated });
    render(Conditions, { frame });
    await fireEvent.change(await screen.findByLabelText("単位"), { target: { value: "year" } });
    expect(last(asked)).toMatchObject({ pay: { unit: "year", yen: 450_000 } });
    await fireEvent.input(screen.getByLabelText("最低の額（円）"), { target: { value: "600万" } });
    expect(last(asked)).toMatchObject({ pay: { yen: 6_000_000 } });
    await fireEvent.input(screen.getByLabelText("最低の額（円）"), { target: { value: "" } });
    expect(last(asked)).toMatchObject({ pay: null });
  });

  it("keeps a month only when it is whole", async () => {
    const { asked } = host({ conditions: { ...stated, from: null } });
    render(Conditions, { frame });
    await fireEvent.input(await screen.findByLabelText("働き始められる時期の年"), { target: { value: "令和9" } });
    expect(asked("set_setting")).toEqual([]);
    await set("働き始められる時期の月", "10");
    expect(last(asked)).toMatchObject({ from: "2027-10" });
  });

  it("is cleared with one tap, and comes back with another", async () => {
    const { asked } = host({ conditions: stated });
    render(Conditions, { frame });
    await fireEvent.click(await screen.findByRole("button", { name: "条件をすべて消す" }));
    expect(last(asked)).toEqual({ setting: "conditions", kinds: [], prefectures: [], remote: null, pay: null, from: null });
    await waitFor(() => expect(toasts.list.length).toBe(1));
    toasts.act(toasts.list.at(-1)!.id);
    expect(last(asked)).toEqual({ setting: "conditions", ...stated });
  });
});

describe("whom one has blocked", () => {
  it("is listed by name and date, and unblocked", async () => {
    const { asked } = host({ blocks: [{ person: "b1", name: person("田中", "一郎"), at: Date.UTC(2026, 2, 3) }] }, { unblock: null });
    render(Blocks, { frame });
    expect(await screen.findByText("2026年3月3日から")).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "田中 一郎さんのブロックを解除" }));
    expect(asked("unblock")).toEqual([{ person: "b1" }]);
  });

  it("is nobody as a rule", async () => {
    host();
    render(Blocks, { frame });
    expect(await screen.findByText("ブロックしている相手はいません。")).toBeTruthy();
  });
});

describe("the settings", () => {
  const organizations = [
    {
      ...organization("o1", "みどり製作所"),
      member: { status: "candidate" as const, role: "member" as const, units: ["u1", "u2"], cohort: 2009, title: "主任" },
      grants: { directory: true, offers: true, contact: false, desk: false },
      units: [{ id: "u1", path: "技術本部", name: "技術本部", depth: 0 }, { id: "u2", path: "技術本部 制御技術部", name: "制御技術部", depth: 1 }],
    },
  ];
  const all = () => host({ preferences: { era: "western", quiet: { from: 1320, to: 420 } } }, { profile: { organizations }, sessions: [] });

  it("say what each organisation says of me, and what I can do there", async () => {
    all();
    render(Settings, { frame });
    await fireEvent.click(await screen.findByRole("button", { name: /みどり製作所/ }));
    for (const text of ["技術本部 制御技術部", "主任", /届いた連絡に返事をする/]) expect(screen.getByText(text)).toBeTruthy();
    expect(screen.queryByText(/連絡のお願いを送る/)).toBeNull();
  });

  it.each([
    [0, "下書きがあります", "下書きを見る", "#/messages"],
    [2, "未送信のものがあります", "未送信を見る", "#/outbox"],
  ])("warn before signing out with %i unsent, and lead to it", async (unsent, title, label, href) => {
    host({}, {
      profile: { organizations }, sessions: [],
      sign_out: () => {
        throw { code: "unsent" };
      },
    });
    render(Settings, { frame: { start, status: { ...status, unsent }, chip } as never });
    await fireEvent.click(await screen.findByRole("button", { name: "サインアウト" }));
    const sheet = within(await screen.findByRole("dialog", { name: title }));
    expect(sheet.getByRole("link", { name: label }).getAttribute("href")).toBe(href);
    expect(sheet.queryByText(/残しています/)).toBeNull();
  });

  it.each([
    [0, "残してあるファイルがあります"],
    [2, "未送信のものがあります"],
  ])("say that what was put aside goes too, with %i unsent", async (unsent, title) => {
    const { asked } = host({}, {
      profile: { organizations }, sessions: [],
      sign_out: ({ discard_unsent }: { discard_unsent: boolean }) => {
        if (!discard_unsent) throw { code: "unsent", field: "kept" };
        return null;
      },
    });
    render(Settings, { frame: { start, status: { ...status, unsent }, chip } as never });
    await fireEvent.click(await screen.findByRole("button", { name: "サインアウト" }));
    const sheet = within(await screen.findByRole("dialog", { name: title }));
    expect(sheet.getByText(/この端末に残しています/)).toBeTruthy();
    expect(sheet.queryByRole("link", { name: "下書きを見る" })).toBeNull();
    await fireEvent.click(sheet.getByRole("button", { name: "破棄してサインアウト" }));
    expect(asked("sign_out")).toEqual([{ discard_unsent: false }, { discard_unsent: true }]);
  });

  it("lead to their pages, with what is chosen there", async () => {
    all();
    render(Settings, { frame });
    const links = within(await screen.findByRole("navigation")).getAllByRole("link");
    expect(links.map((link) => link.getAttribute("href"))).toEqual(["#/settings/notifications", "#/settings/conditions", "#/settings/blocks"]);
    expect(await screen.findByText("おやすみ時間 22:00から翌朝7:00まで")).toBeTruthy();
  });

  it("keep a language and a look that are chosen in one breath", async () => {
    const { asked } = all();
    render(Settings, { frame });
    void fireEvent.click(await screen.findByLabelText("English"));
    await fireEvent.click(screen.getByLabelText("ダーク"));
    expect(asked("set_preferences").at(-1)).toEqual({ language: "en", theme: "dark" });
  });

  it("change the way of counting years on every device, and leave the quiet hours", async () => {
    const { asked } = all();
    render(Settings, { frame });
    await fireEvent.click(await screen.findByLabelText("和暦（令和6年）"));
    expect(asked("set_setting")).toEqual([{ value: { setting: "preferences", era: "japanese", quiet: { from: 1320, to: 420 } } }]);
  });
});
