// Offers for tests, with everything that the law wants said.
import type { OfferItem, OfferValue, WorkTerms } from "../ipc/gen/types";

type Terms<F extends WorkTerms["form"]> = Extract<WorkTerms, { form: F }>;

export const employment = (more: Partial<Terms<"employment">> = {}): Terms<"employment"> => ({
  form: "employment",
  duties: { initial: "設計", range: "会社の定める業務" },
  place: { initial: "本社", range: "各事業所" },
  period: "定めなし",
  renewal: "なし",
  trial: "3 か月",
  hours: "9:00〜18:00",
  breaks: "60 分",
  holidays: "土日祝",
  overtime: "あり",
  pay: { unit: "month", min: 280_000, max: 350_000, note: "", fixed_overtime: null },
  insurance: "社会保険",
  employer: "みどり製作所",
  dispatch: "いいえ",
  smoking: "屋内禁煙",
  ...more,
});

export const contract = (more: Partial<Terms<"contract">> = {}): Terms<"contract"> => ({
  form: "contract",
  client: "みどり製作所",
  content: "原稿 8 本",
  period: "12 月から 2 月",
  place: "指定なし",
  fee: { unit: "total", min: 480_000, max: null, note: "", fixed_overtime: null },
  pay_day: "翌月末日",
  pay_within_days: 45,
  acceptance: "7 日以内",
  ...more,
});

export const offerValue = (more: Partial<OfferValue> = {}): OfferValue => ({
  kind_of: "comeback",
  title: "エンジニア",
  description: "一緒に作り直します。",
  prefecture: "東京都",
  remote: "partly",
  terms: employment(),
  criteria: [],
  audience: ["alumnus"],
  reply_within_days: 5,
  closes_on: null,
  ...more,
});

export const offerItem = (more: Partial<OfferItem> = {}): OfferItem => ({
  offer: "f1",
  organization: "o1",
  organization_name: "みどり製作所",
  kind: "comeback",
  title: "エンジニア",
  prefecture: "東京都",
  remote: "partly",
  pay: employment().pay,
  state: "published",
  published_at: new Date(2026, 10, 17).getTime(),
  changed_at: null,
  closes_on: null,
  saved: false,
  is_new: false,
  met: null,
  ...more,
});
