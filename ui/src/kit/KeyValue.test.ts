import { render, screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import KeyValue from "./KeyValue.svelte";

describe("conditions", () => {
  it("are terms with what is said of them", () => {
    render(KeyValue, {
      pairs: [
        { label: "就業場所", value: [{ label: "雇入れ直後", value: "東京" }, { label: "変更の範囲", value: "全国" }] },
        { label: "賃金", value: "月 300,000 円", note: "固定残業 20 時間分を含む" },
        { label: "試用期間", value: "未記入", missing: true },
      ],
    });
    const said = screen.getAllByRole("definition").map((each) => each.textContent?.replace(/\s+/g, " ").trim());
    expect(screen.getAllByRole("term").map((each) => each.textContent)).toEqual(["就業場所", "賃金", "試用期間"]);
    expect(said).toEqual(["雇入れ直後 東京変更の範囲 全国", "月 300,000 円 固定残業 20 時間分を含む", "未記入"]);
  });

  it("show hostile text as text", () => {
    render(KeyValue, { pairs: [{ label: "仕事", value: "<img src=x onerror=alert(1)>" }] });
    expect(document.querySelector("img")).toBeNull();
  });
});
