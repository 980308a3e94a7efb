import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { OrganizationItem } from "../../ipc/gen/types";
import { current } from "../../text/locale.svelte";
import { fakeHost, organization } from "../../test/host";
import FieldEditor from "./FieldEditor.svelte";
import { katakana, type WrittenView } from "./limits";
import { before, place } from "./reorder.svelte";
import { emptyBody, problems } from "./rowForm";
import VisibilityChip from "./VisibilityChip.svelte";
import { audienceOf, withAudience } from "./visibility";

const organizations: OrganizationItem[] = [
  organization("o1", "みどり製作所", "company"),
  organization("o2", "北星大学", "school"),
];
const rules = [{ organization: "o1", audience: "members" as const }];
const view = (more: Partial<WrittenView> = {}): WrittenView => ({
  field: "headline", text: "前の紹介", visibility: rules, confirmed_at: null, stale: false, pending: false, refused: null, conflict: null, ...more,
});
const field = () => screen.getByRole<HTMLInputElement>("textbox", { name: "ひとこと紹介" });

beforeEach(() => current.choose("ja"));

describe("a field of the profile", () => {
  it("saves itself 600 ms after the last key, together with who may see it", async () => {
    vi.useFakeTimers();
    const host = fakeHost({ set_field: null });
    render(FieldEditor, { it: view(), organizations });
    await fireEvent.input(field(), { target: { value: "新しい紹介" } });
    vi.advanceTimersByTime(599);
    expect(host.asked("set_field")).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(host.asked("set_field")).toEqual([
      { field: "headline", base: { text: "前の紹介", visibility: rules }, value: { text: "新しい紹介", visibility: rules } },
    ]);
    vi.useRealTimers();
  });

  it("saves on leaving, and can be undone", async () => {
    const host = fakeHost({ set_field: null });
    render(FieldEditor, { it: view(), organizations });
    await fireEvent.focus(field());
    await fireEvent.input(field(), { target: { value: "新しい紹介" } });
    await fireEvent.blur(field());
    await fireEvent.click(await screen.findByRole("button", { name: "元に戻す: ひとこと紹介" }));
    expect(host.asked("set_field").map((params) => (params as { value: { text: string } }).value.text)).toEqual(["新しい紹介", "前の紹介"]);
    expect(field().value).toBe("前の紹介");
  });

  it("does not save what is too long, and keeps it", async () => {
    const host = fakeHost({ set_field: null });
    render(FieldEditor, { it: view(), organizations });
    await fireEvent.input(field(), { target: { value: "𠮷".repeat(121) } });
    await fireEvent.blur(field());
    expect(host.asked("set_field")).toEqual([]);
    expect(screen.getByText(/1 文字多い/)).toBeTruthy();
    expect([...field().value].length).toBe(121);
  });

  it("keeps what is typed when the engine refuses it, and tries again on leaving", async () => {
    const host = fakeHost({
      set_field: () => {
        throw { code: "disk_full" };
      },
    });
    render(FieldEditor, { it: view(), organizations });
    await fireEvent.input(field(), { target: { value: "新しい紹介" } });
    await fireEvent.blur(field());
    expect(await screen.findByText(/空きが足りません/)).toBeTruthy();
    expect(field().value).toBe("新しい紹介");
    await fireEvent.blur(field());
    expect(host.asked("set_field").length).toBe(2);
  });

  it("takes a change from elsewhere, but never over what is being typed", async () => {
    const host = fakeHost({ set_field: null });
    const { rerender } = render(FieldEditor, { it: view(), organizations });
    await rerender({ it: view({ text: "別の端末から" }) });
    expect(field().value).toBe("別の端末から");
    await fireEvent.input(field(), { target: { value: "書いている" } });
    await rerender({ it: view({ text: "また別の" }) });
    expect(field().value).toBe("書いている");
    await fireEvent.blur(field());
    const [edit] = host.asked("set_field") as { base: { text: string } }[];
    expect(edit?.base.text, "what the person saw when they began, so that the contradiction is found").toBe("別の端末から");
  });

  it("leads to the conflict", () => {
    fakeHost({});
    render(FieldEditor, { it: view({ conflict: "op9" }), organizations });
    expect(screen.getByRole("link", { name: "食い違いを直す" }).getAttribute("href")).toBe("#/conflict/op9");
  });
});

describe("who can see a value", () => {
  it("is said by the chip", () => {
    render(VisibilityChip, { label: "ひとこと紹介", rules, organizations, onchange: () => undefined });
    expect(screen.getByRole("button", { name: "ひとこと紹介の公開範囲: 会員に公開: 1 組織" })).toBeTruthy();
  });

  it("is chosen per organisation", async () => {
    const changed = vi.fn();
    render(VisibilityChip, { label: "ひとこと紹介", rules: [], organizations, onchange: changed });
    await fireEvent.click(screen.getByRole("button", { name: /自分だけ/ }));
    const group = await screen.findByRole("group", { name: "北星大学" });
    await fireEvent.click(group.querySelector("input[value=members]")!);
    await fireEvent.click(screen.getByRole("button", { name: "保存" }));
    await waitFor(() => expect(changed).toHaveBeenCalledWith([{ organization: "o2", audience: "members" }], []));
  });

  it("is only me without a rule", () => {
    expect(audienceOf(rules, "o2")).toBe("only_me");
    expect(withAudience(rules, "o1", "only_me")).toEqual([{ organization: "o1", audience: "only_me" }]);
    expect(withAudience(rules, "o0", "members").map((rule) => rule.organization)).toEqual(["o0", "o1"]);
  });
});

describe("a row", () => {
  it.each([
    [emptyBody("work"), ["employer", "from"]],
    [{ ...emptyBody("work"), employer: "A", from: "2019-04", to: "2019-03" }, ["to"]],
    [{ ...emptyBody("work"), employer: "A", from: "2019-", to: null }, ["from"]],
    [{ ...emptyBody("work"), employer: "A", from: "2019-04", to: "2019-04" }, []],
    [{ ...emptyBody("skill"), name: "あ".repeat(121) }, ["name"]],
    [{ ...emptyBody("contact"), value: "hanako" }, ["value"]],
    [{ ...emptyBody("contact"), contact: "phone", value: "03-0000-0000" }, []],
  ])("%#", (body, parts) => expect(Object.keys(problems(body as never))).toEqual(parts));

  it("goes before the right one when it is moved", () => {
    const rows = ["a", "b", "c"];
    expect(before(rows, 0, 1)).toBe("c");
    expect(before(rows, 0, 2)).toBeNull();
    expect(before(rows, 2, 0)).toBe("a");
  });

  it("falls into the nearest place", () => {
    const boxes = [0, 100, 200].map((top) => ({ top, height: 100 }));
    expect(place(boxes, 0, 40)).toBe(0);
    expect(place(boxes, 0, 60)).toBe(1);
    expect(place(boxes, 2, -500)).toBe(0);
  });
});

it("knows katakana", () => {
  expect(katakana("サトウ ケンタ")).toBe(true);
  expect(katakana("ゴンザエモン・タロー")).toBe(true);
  expect(katakana("さとう")).toBe(false);
});
