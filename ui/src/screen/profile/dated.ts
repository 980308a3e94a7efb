import { m } from "../../text";
import { date } from "../../text/dates";

/** 確認日 2026年4月12日 */
export const dated = (at: number | null) => (at === null ? m.profile_confirmed_never() : m.profile_confirmed_at({ date: date(at) }));
