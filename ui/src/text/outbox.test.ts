import { beforeEach, describe, expect, it } from "vitest";
import type { Verb } from "../ipc/gen/types";
import { person } from "../test/host";
import { current } from "./locale.svelte";
import { doing } from "./outbox";

const said = (verb: Verb, more: object = {}) => doing({ verb, field: null, row_type: null, with: null, organization: null, ...more });

describe("what the person did", () => {
  beforeEach(() => current.choose("ja"));

  it("is said with whom", () => {
    expect(said("send_message", { with: person() })).toBe("佐藤 健太さんへのメッセージ");
    expect(said("start_conversation", { with: person() })).toBe("佐藤 健太さんへの連絡のお願い");
    expect(said("set_member", { with: person() })).toBe("佐藤 健太さんの所属の変更");
  });

  it("with a desk is with its organisation", () => {
    expect(said("send_message", { organization: "みどり製作所" })).toBe("みどり製作所の事務局へのメッセージ");
    current.choose("en");
    expect(said("start_desk", { organization: "Midori" })).toBe("New conversation with the desk of Midori");
  });

  it("is said of what", () => {
    expect(said("set_field", { field: "photo" })).toBe("写真の変更");
    expect(said("confirm_row", { row_type: "work" })).toBe("職歴の確認");
  });
});
