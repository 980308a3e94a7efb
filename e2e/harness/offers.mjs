// Offers that say everything the law wants said, and the way of the desk to publish them.
import { until } from "./until.mjs";

/** 労働条件明示事項, each of them said. */
export const TERMS = {
  form: "employment",
  duties: { initial: "検査設備の設計", range: "品質に関わる業務全般" },
  place: { initial: "本社工場", range: "国内の各拠点" },
  period: "期間の定めなし",
  renewal: "なし",
  trial: "3 か月（条件は同じ）",
  hours: "9:00〜17:45",
  breaks: "60 分",
  holidays: "土日祝、年末年始",
  overtime: "月平均 10 時間",
  pay: { unit: "month", min: 300_000, max: 400_000, note: "", fixed_overtime: null },
  insurance: "雇用・労災・健康・厚生年金",
  employer: "株式会社みどり製作所",
  dispatch: "派遣ではない直接の雇用",
  smoking: "屋内禁煙",
};

export const OFFER = {
  kind_of: "comeback",
  title: "品質保証の仕事に戻りませんか",
  description: "検査の仕組みを、いっしょに作り直します。",
  prefecture: "東京都",
  remote: "partly",
  terms: TERMS,
  criteria: [{ criterion: "skill", name: "統計的品質管理" }],
  audience: ["alumnus"],
  reply_within_days: 7,
  closes_on: null,
};

/** An offer of an organisation, as its organizer publishes it; gives its id. */
export async function publish(desk, organization, value = {}) {
  const said = { ...OFFER, ...value };
  const { offer } = await desk.rpc("add_offer", { organization, kind: said.kind_of, title: said.title, like: null });
  await change(desk, organization, offer, said);
  await desk.rpc("publish_offer", { organization, offer });
  return offer;
}

/** Changes what an offer says, as the form does. */
export async function change(desk, organization, offer, parts) {
  const { value: base } = await desk.rpc("desk_offer", { organization, offer });
  await desk.rpc("edit_offer", { organization, offer, base, value: { ...base, ...parts } });
}

/** The day so many days from today, as the devices count days. */
export function day(from) {
  return new Intl.DateTimeFormat("en-CA").format(Date.now() + from * 86_400_000);
}

/** An offer among those of a device, as soon as it is there. */
export function offered(device, offer) {
  return until("the offer is here", async () => (await list(device)).find((item) => item.offer === offer));
}

/** The offers of a device that can be answered. */
export async function list(device) {
  const { items } = await device.rpc("offers", { organization: null, kinds: [], text: "", saved: false, closed: false });
  return items;
}
