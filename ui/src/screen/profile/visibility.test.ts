import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { OrganizationItem, VisibilityRule } from "../../ipc/gen/types";
import { fakeHost, organization, person } from "../../test/host";
import { current } from "../../text/locale.svelte";
import { audienceOfAll, exceptions, partText, visibilityLong, visibilityShort } from "../../text/profile";
import VisibilityChip from "./VisibilityChip.svelte";
import { isSame, kept, withEach, withRule } from "./visibility";

const midori: OrganizationItem = {
  ...organization("o1", "みどり製作所", "company"),
  units: [
    { id: "u1", path: "営業本部", name: "営業本部", depth: 0 },
    { id: "u2", path: "営業本部 第一営業部", name: "第一営業部", depth: 1 },
  ],
};
const hokusei: OrganizationItem = { ...organization("o2", "北星大学", "school"), alumni_label: "校友" };
const both = [midori, hokusei];
const rule = (organization: string, audience: VisibilityRule["audience"], more: Partial<VisibilityRule> = {}): VisibilityRule => ({
  organization, audience, ...more,
});

beforeEach(() => current.choose("ja"));

describe("rules of a value", () => {
  it.each([
    [[], both, "自分だけ"],
    [[rule("o1", "members"), rule("o2", "members")], both, "メンバー全員"],
    [[rule("o1", "alumni"), rule("o2", "alumni")], both, "アルムナイ"],
    [[rule("o2", "alumni")], [hokusei], "校友"],
    [[rule("o1", "members")], both, "組織ごとに設定"],
    [[rule("o1", "members")], [midori], "メンバー全員"],
    [[rule("o1", "members", { excluded_people: ["p"] })], [midori], "メンバー全員（例外あり）"],
    [[rule("o1", "alumni", { hidden_from_organizers: true })], [midori], "アルムナイ（例外あり）"],
    [[rule("left", "members")], [midori], "自分だけ"],
    [[rule("o1", "members")], [], "自分だけ"],
  ])("%# are said in a few words", (rules, organizations, text) => {
    expect(visibilityShort(rules, organizations)).toBe(text);
  });

  it("are told organisation by organisation where there is room", () => {
    const rules = [rule("o1", "members", { hidden_from_organizers: true, excluded_people: ["a", "b"], excluded_units: ["u2"] }), rule("o2", "connections")];
    const said = "みどり製作所: メンバー全員 事務局の方、2 人、第一営業部の方には表示されません。\n北星大学: つながり";
    expect(visibilityLong(rules, both)).toBe(said);
    expect(partText("visibility", JSON.stringify(rules), both), "on the conflict screen").toBe(said);
    expect(visibilityLong([], both)).toBe("自分だけ");
  });

  it("say whom they leave out", () => {
    expect(exceptions(false, [], [])).toBe("");
    expect(exceptions(false, ["佐藤 健太さん"], ["営業部"])).toBe("佐藤 健太さん、営業部の方には表示されません。");
  });

  it("have no one audience when organisations differ", () => {
    expect(audienceOfAll([rule("o1", "members")], both)).toBeNull();
    expect(audienceOfAll([], both)).toBe("only_me");
  });

  it("change one organisation at a time, and keep those of an organisation one has left", () => {
    const left = rule("o9", "members");
    expect(withRule([left, rule("o1", "alumni", { excluded_people: ["p"] })], "o1", { audience: "members" })).toEqual([
      rule("o1", "members", { excluded_people: ["p"] }), left,
    ]);
    expect(withEach([left], both, { audience: "current" }).map(({ organization }) => organization)).toEqual(["o1", "o2", "o9"]);
  });

  it("are the same when audience and organizers are", () => {
    expect(isSame([rule("o1", "members", { excluded_people: ["p"] }), rule("o2", "members")], both)).toBe(true);
    expect(isSame([rule("o1", "members", { hidden_from_organizers: true }), rule("o2", "members")], both)).toBe(false);
    expect(isSame([rule("o1", "members")], both)).toBe(false);
  });

  it("are kept without what does not hold", () => {
    expect(
      kept([
        rule("o1", "only_me", { excluded_people: ["p"] }),
        rule("o2", "organizers", { hidden_from_organizers: true, excluded_units: [] }),
        rule("o3", "members", { hidden_from_organizers: false, excluded_people: ["b", "a"] }),
      ]),
    ).toEqual([rule("o2", "organizers"), rule("o3", "members", { excluded_people: ["a", "b"] })]);
  });
});

describe("who can see a value", () => {
  const found = {
    organization: "o1", name: person("佐藤", "健太"), person: "person-佐藤", former: [], headline: "営業", employer: "", position: "",
    status: "current", role: "member", units: ["第一営業部"], cohort: null,
  };
  const host = () =>
    fakeHost({
      people: { items: [found], total: 1, everybody: 1, ready: true },
      person: (asked: { person: string }) => {
        if (asked.person !== "person-佐藤") throw { code: "not_found" };
        return { item: found };
      },
    });
  const sheet = () => within(screen.getByRole("dialog"));
  const audience = (name: string) => sheet().getByLabelText<HTMLSelectElement>(name);

  async function open(rules: VisibilityRule[], organizations = both) {
    const changed = vi.fn();
    render(VisibilityChip, { label: "ひとこと紹介", rules, organizations, onchange: changed });
    await fireEvent.click(screen.getByRole("button", { name: /公開範囲/ }));
    return changed;
  }
  const save = () => fireEvent.click(sheet().getByRole("button", { name: "保存" }));

  it("is said by the chip", () => {
    host();
    render(VisibilityChip, { label: "ひとこと紹介", rules: [rule("o1", "members")], organizations: [midori], onchange: () => undefined });
    expect(screen.getByRole("button", { name: "ひとこと紹介の公開範囲: メンバー全員" })).toBeTruthy();
  });

  it("is chosen for all organisations at once while they are the same", async () => {
    host();
    const changed = await open([]);
    await fireEvent.change(audience("すべての組織"), { target: { value: "members" } });
    expect(sheet().getByText("メンバー全員に見えます。")).toBeTruthy();
    expect(sheet().queryByText(/ただし/)).toBeNull();
    await fireEvent.click(sheet().getByLabelText("事務局には見せない"));
    expect(sheet().getByText(/ただし/), "it is not everybody any more").toBeTruthy();
    await save();
    const each = { audience: "members" as const, hidden_from_organizers: true };
    expect(changed).toHaveBeenCalledWith([{ organization: "o1", ...each }, { organization: "o2", ...each }], []);
  });

  it("is chosen per organisation, in the organisation's own words", async () => {
    host();
    const changed = await open([rule("o1", "members")]);
    expect(sheet().getByLabelText<HTMLInputElement>("全部の組織で同じ").checked).toBe(false);
    expect(within(audience("北星大学")).getByText("校友")).toBeTruthy();
    await fireEvent.change(audience("北星大学"), { target: { value: "alumni" } });
    await save();
    expect(changed).toHaveBeenCalledWith([rule("o1", "members"), rule("o2", "alumni")], [rule("o1", "members")]);
  });

  it("becomes the same everywhere with one tap", async () => {
    host();
    const changed = await open([rule("o1", "alumni")]);
    await fireEvent.click(sheet().getByLabelText("全部の組織で同じ"));
    await save();
    expect(changed.mock.calls[0]?.[0]).toEqual([rule("o1", "alumni"), rule("o2", "alumni")]);
  });

  it("asks about organizers only where it matters", async () => {
    host();
    await open([], [midori]);
    expect(sheet().queryByLabelText("事務局には見せない"), "nobody sees it anyway").toBeNull();
    await fireEvent.change(audience("みどり製作所"), { target: { value: "organizers" } });
    expect(sheet().queryByLabelText("事務局には見せない")).toBeNull();
    await fireEvent.change(audience("みどり製作所"), { target: { value: "connections" } });
    expect(sheet().getByLabelText("事務局には見せない")).toBeTruthy();
  });

  it("leaves out people and units that are found by name, and says so in words", async () => {
    host();
    const changed = await open([rule("o1", "members")], [midori]);
    await fireEvent.click(sheet().getByRole("button", { name: /見せない人・部署/ }));
    const search = sheet().getByLabelText<HTMLInputElement>("名前や部署で探して加える");
    await fireEvent.input(search, { target: { value: "さとう" } });
    await fireEvent.click(await sheet().findByRole("button", { name: /佐藤 健太/ }));
    await fireEvent.input(search, { target: { value: "第一" } });
    await fireEvent.click(await sheet().findByRole("button", { name: /第一営業部/ }));
    expect(await sheet().findByText("佐藤 健太さん、営業本部 第一営業部の方には表示されません。")).toBeTruthy();
    await save();
    expect(changed.mock.calls[0]?.[0]).toEqual([rule("o1", "members", { excluded_people: ["person-佐藤"], excluded_units: ["u2"] })]);
  });

  it("names somebody who is no longer in the directory as such, and lets them go", async () => {
    host();
    const changed = await open([rule("o1", "members", { excluded_people: ["gone"] })], [midori]);
    expect(await sheet().findByText("名簿にいない人には表示されません。")).toBeTruthy();
    await fireEvent.click(sheet().getByRole("button", { name: /見せない人・部署/ }));
    await fireEvent.click(sheet().getByRole("button", { name: "名簿にいない人を例外から外す" }));
    await save();
    await waitFor(() => expect(changed.mock.calls[0]?.[0]).toEqual([rule("o1", "members")]));
  });

  it("changes nothing when nothing was changed", async () => {
    host();
    const changed = await open([rule("o1", "members")], [midori]);
    await save();
    expect(changed).not.toHaveBeenCalled();
  });
});
