// Why somebody is reported, in words.
import type { ReportReason } from "../../ipc/gen/types";
import { m } from "../../text";

const REASON: Record<ReportReason, () => string> = {
  harassment: m.desk_reason_harassment,
  spam: m.desk_reason_spam,
  impersonation: m.desk_reason_impersonation,
  inappropriate: m.desk_reason_inappropriate,
  other: m.desk_reason_other,
};
export const REASONS = Object.keys(REASON) as ReportReason[];
export const reasonName = (reason: ReportReason) => REASON[reason]();
