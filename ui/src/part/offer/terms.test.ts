import { beforeEach, describe, expect, it } from "vitest";
import { contract, employment } from "../../test/offer";
import { current } from "../../text/locale.svelte";
import { pairs } from "./terms";

beforeEach(() => current.choose("ja"));

const labels = (terms: Parameters<typeof pairs>[0]) => pairs(terms).map((pair) => pair.label);
const of = (terms: Parameters<typeof pairs>[0], label: string) => pairs(terms).find((pair) => pair.label === label);

describe("労働条件", () => {
  it("stand in the order of the law, whatever order they come in", () => {
    const { form, ...rest } = employment();
    const reversed = { form, ...Object.fromEntries(Object.entries(rest).reverse()) } as ReturnType<typeof employment>;
    expect(labels(reversed)).toEqual([
      "業務の内容", "契約期間", "契約の更新", "試用期間", "就業の場所", "就業時間", "休憩時間", "休日・休暇", "時間外労働", "賃金",
      "加入保険", "募集者の名称", "派遣での雇用", "受動喫煙の防止",
    ]);
  });

  it("say what is so at first and what it may become", () => {
    expect(of(employment(), "就業の場所")?.value).toEqual([
      { label: "雇入れ直後", value: "本社" },
      { label: "変更の範囲", value: "各事業所" },
    ]);
  });

  it("tell fixed overtime apart: its amount, its hours, and that more hours are paid", () => {
    const pay = { ...employment().pay, note: "賞与 年 2 回", fixed_overtime: { yen: 45_000, hours: 20, is_excess_paid: true } };
    expect(of(employment({ pay }), "賃金")).toMatchObject({
      value: [
        { label: "基本の額（固定残業代を除く）", value: "月給 28万円〜35万円" },
        { label: "固定残業代", value: "4.5万円（20 時間分）" },
        { label: "20 時間を超える分", value: "追加で支給します" },
      ],
      note: "賞与 年 2 回",
    });
  });

  it("say where nothing is said yet", () => {
    expect(of(employment({ trial: " " }), "試用期間")).toMatchObject({ value: "未記入", missing: true });
    expect(of(employment({ duties: { initial: "設計", range: "" } }), "業務の内容")?.missing).toBe(true);
    expect(of(employment(), "試用期間")?.missing).toBe(false);
  });
});

it("取引条件 say by when the fee is paid", () => {
  expect(labels(contract())).toEqual(["発注者", "業務の内容", "期間・納期", "場所", "検査・検収", "報酬", "支払期日"]);
  expect(of(contract(), "支払期日")).toMatchObject({ value: "翌月末日", note: "受け取りから 45 日以内に支払い" });
});
