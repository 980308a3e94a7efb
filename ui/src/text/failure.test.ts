import { beforeEach, describe, expect, it } from "vitest";
import { CODES, sentence, undelivered } from "./failure";
import { current } from "./locale.svelte";

const CONTRACT =
  "offline server_unreachable server_error bad_answer timeout wrong_date unauthorized code_wrong code_expired code_used code_dead address_invalid server_address_invalid server_insecure server_not_resumex rate_limited text_too_long empty invalid not_found gone forbidden id_reused conflict too_large too_many too_many_waiting not_accepted missing_items unsent locked no_keystore key_missing in_use disk_full storage damaged not_removed schema_too_old unknown";

describe("failures in words", () => {
  beforeEach(() => current.choose("ja"));

  it("has a sentence of its own for every code, in both languages", () => {
    expect([...CODES].sort()).toEqual(CONTRACT.split(" ").sort());
    for (const language of ["ja", "en"] as const) {
      current.choose(language);
      expect(new Set(CODES.map((code) => sentence(code))).size).toBe(CODES.length);
    }
  });

  it("says how long to wait", () => {
    expect(sentence("rate_limited", 41.2)).toBe("短い間に何度も試されました。42 秒ほど待ってから、もう一度お試しください。");
    current.choose("en");
    expect(sentence("rate_limited", 41.2), "English sentences stand apart").toMatch(/\. Wait about 42 seconds/);
  });

  it("says of a message that nobody is found for that it does not reach", () => {
    expect(undelivered("not_found")).toBe("この相手には、いまメッセージを届けられません。");
    expect(undelivered("forbidden")).toBe(sentence("forbidden"));
  });

  it("has words for what it does not know", () => {
    expect(sentence("new_code")).toBe(sentence("unknown"));
    expect(sentence("toString")).toBe(sentence("unknown"));
    expect(sentence(null)).toBe(sentence("unknown"));
  });
});
