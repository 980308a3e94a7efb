// 公正採用選考: what must not be asked of anybody, and what a law on recruiting forbids to ask for (age, sex).
const UNFAIR =
  /本籍|出生地|出身地|国籍|家族|続柄|宗教|信仰|信条|思想|政党|人生観|尊敬する|労働組合|学生運動|性別|男性|女性|年齢|[0-9０-９]歳|独身|既婚|結婚|配偶|妊娠|birthplace|nationality|family|religion|belief|union|gender|\bage\b|marital/i;

/** Whether a criterion seems to ask for it. The organizer decides; it is a hint. */
export const seemsUnfair = (text: string) => UNFAIR.test(text);
