import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { current } from "../../text/locale.svelte";
import { fakeHost, organization } from "../../test/host";
import { initial } from "./choice";
import Conflict from "./Conflict.svelte";

const organizations = [organization("o1", "みどり製作所")];
const members = JSON.stringify([{ organization: "o1", audience: "members" }]);
const view = (more: object = {}) => ({
  op: "op1", verb: "set_field", field: "headline", row_type: null, removed: false,
  parts: [
    { part: "text", base: "元", mine: "わたし", theirs: "あちら", merged: null },
    { part: "visibility", base: "[]", mine: members, theirs: "[]", merged: null },
  ],
  ...more,
});

async function shown(answer: object) {
  const host = fakeHost({ conflict: answer, profile: { organizations }, settle: null });
  render(Conflict, { op: "op1" });
  await screen.findByRole("button", { name: "この内容で保存" });
  return host;
}
const group = (name: string) => within(screen.getByRole("group", { name }));
const save = () => fireEvent.click(screen.getByRole("button", { name: "この内容で保存" }));

describe("settling a conflict", () => {
  beforeEach(() => current.choose("ja"));

  it("takes what is chosen for each part", async () => {
    const host = await shown(view());
    await fireEvent.click(group("ひとこと紹介をどうするか").getByRole("radio", { name: /別の端末/ }));
    await fireEvent.click(group("公開範囲をどうするか").getByRole("radio", { name: /この端末/ }));
    await save();
    await waitFor(() =>
      expect(host.asked("settle")).toEqual([
        { op: "op1", parts: [{ part: "text", text: "あちら" }, { part: "visibility", text: members }], keep_removed: false },
      ]),
    );
  });

  it("takes what is written anew", async () => {
    const host = await shown(view({ parts: [view().parts[0]] }));
    expect(screen.queryByRole("textbox"), "nothing is chosen yet").toBeNull();
    await fireEvent.click(screen.getByRole("radio", { name: /この端末/ }));
    await fireEvent.input(screen.getByRole("textbox", { name: "残す内容: ひとこと紹介" }), { target: { value: "両方" } });
    await save();
    await waitFor(() => expect(host.asked("settle")[0]).toMatchObject({ parts: [{ part: "text", text: "両方" }] }));
  });

  it("asks for a choice before it saves", async () => {
    const host = await shown(view());
    await fireEvent.click(group("ひとこと紹介をどうするか").getByRole("radio", { name: /この端末/ }));
    await save();
    expect(await screen.findByText("残すほうを選んでください。")).toBeTruthy();
    expect(host.asked("settle")).toEqual([]);
  });

  it("names the organisations", async () => {
    await shown(view());
    await waitFor(() => expect(group("公開範囲をどうするか").getByText("みどり製作所: メンバー全員")).toBeTruthy());
    expect(group("公開範囲をどうするか").getAllByText("自分だけ").length).toBe(2);
  });

  it("lets a removed row stay removed", async () => {
    const parts = [{ part: "employer", base: "A", mine: "B", theirs: "", merged: null }];
    const host = await shown(view({ verb: "edit_row", field: null, row_type: "work", removed: true, parts }));
    await fireEvent.click(screen.getByRole("radio", { name: "削除のままにする" }));
    await save();
    await waitFor(() =>
      expect(host.asked("settle")).toEqual([{ op: "op1", parts: [{ part: "employer", text: "B" }], keep_removed: true }]),
    );
  });

  it("asks only about parts that contradict each other, and shows what was combined", async () => {
    const host = await shown(
      view({
        verb: "edit_row", field: null, row_type: "work",
        parts: [
          { part: "employer", base: "A", mine: "A", theirs: "A", merged: "A" },
          { part: "title", base: "元", mine: "わたし", theirs: "あちら", merged: null },
          { part: "to", base: "", mine: "2022-03", theirs: "", merged: "2022-03" },
          { part: "type", base: "work", mine: "work", theirs: "work", merged: "work" },
        ],
      }),
    );
    expect(screen.getAllByRole("group").length).toBe(1);
    expect(screen.getByText("2022年3月")).toBeTruthy();
    await fireEvent.click(group("役職・職種をどうするか").getByRole("radio", { name: /この端末/ }));
    await save();
    await waitFor(() =>
      expect(host.asked("settle")[0]).toMatchObject({
        parts: [
          { part: "employer", text: "A" }, { part: "title", text: "わたし" }, { part: "to", text: "2022-03" }, { part: "type", text: "work" },
        ],
      }),
    );
  });

  it("needs no choice where a part merged by itself", () => {
    expect(initial({ part: "text", base: "a", mine: "b", theirs: "c", merged: "bc" })).toEqual({ from: "merged", text: "bc" });
    expect(initial({ part: "text", base: "a", mine: "b", theirs: "b", merged: null }).from).toBe("mine");
    expect(initial({ part: "text", base: "a", mine: "b", theirs: "c", merged: null }).from).toBeNull();
  });
});
