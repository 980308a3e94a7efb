// What happened, what is safe, what to do next: one sentence for each code.
import { Failure } from "../ipc/failure";
import type { Code } from "../ipc/gen/types";
import { m } from "./index";

const SENTENCE: Record<Code, () => string> = {
  offline: m.fail_offline,
  server_unreachable: m.fail_server_unreachable,
  server_error: m.fail_server_error,
  bad_answer: m.fail_bad_answer,
  timeout: m.fail_timeout,
  wrong_date: m.fail_wrong_date,
  unauthorized: m.fail_unauthorized,
  code_wrong: m.fail_code_wrong,
  code_expired: m.fail_code_expired,
  code_used: m.fail_code_used,
  code_dead: m.fail_code_dead,
  address_invalid: m.fail_address_invalid,
  server_address_invalid: m.fail_server_address_invalid,
  server_insecure: m.fail_server_insecure,
  server_not_resumex: m.fail_server_not_resumex,
  rate_limited: m.fail_rate_limited,
  text_too_long: m.fail_text_too_long,
  empty: m.fail_empty,
  invalid: m.fail_invalid,
  not_found: m.fail_not_found,
  gone: m.fail_gone,
  forbidden: m.fail_forbidden,
  id_reused: m.fail_id_reused,
  conflict: m.fail_conflict,
  too_large: m.fail_too_large,
  too_many: m.fail_too_many,
  too_many_waiting: m.fail_too_many_waiting,
  not_accepted: m.fail_not_accepted,
  missing_items: m.fail_missing_items,
  unsent: m.fail_unsent,
  locked: m.fail_locked,
  no_keystore: m.fail_no_keystore,
  key_missing: m.fail_key_missing,
  in_use: m.fail_in_use,
  disk_full: m.fail_disk_full,
  storage: m.fail_storage,
  damaged: m.fail_damaged,
  not_removed: m.fail_not_removed,
  schema_too_old: m.fail_schema_too_old,
  unknown: m.fail_unknown,
};

export const CODES = Object.keys(SENTENCE);

export function sentence(code: string | null, retryAfterSeconds?: number): string {
  const said = code !== null && Object.hasOwn(SENTENCE, code) ? SENTENCE[code as Code] : m.fail_unknown;
  if (retryAfterSeconds === undefined) return said();
  return m.fail_and({ first: said(), then: m.fail_retry_after({ seconds: Math.max(1, Math.ceil(retryAfterSeconds)) }) });
}

/** The same of what was thrown. */
export function sentenceOf(thrown: unknown): string {
  const { code, retryAfterSeconds } = Failure.from(thrown);
  return sentence(code, retryAfterSeconds);
}

/** The same of something written to somebody: one who cannot be found cannot be reached. */
export const undelivered = (code: string | null, files = 0) => {
  if (code === "not_found") return m.fail_not_delivered();
  return code === "too_large" && files > 0 ? m.attach_too_large() : sentence(code);
};
