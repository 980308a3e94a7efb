import { beforeEach, describe, expect, it, vi } from "vitest";
import type { OfferValue } from "../../ipc/gen/types";
import { contract, employment, offerValue } from "../../test/offer";
import { Editing } from "./editing.svelte";

let offers = 0;

/** An editor over an engine that holds what it is sent. */
function begin(answer: () => void = () => undefined) {
  const sent: { base: OfferValue; value: OfferValue }[] = [];
  const offer = `f${++offers}`;
  const open = () =>
    new Editing(offer, offerValue(), async (base, value) => {
      answer();
      sent.push({ base, value });
    });
  return { sent, open, editing: open() };
}

describe("an offer that is written", () => {
  beforeEach(() => void vi.useFakeTimers());

  it("saves a draft a moment after the last key", async () => {
    const { editing, sent } = begin();
    editing.value.title = "新しい題";
    editing.typed(true);
    await vi.advanceTimersByTimeAsync(599);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([{ base: offerValue(), value: offerValue({ title: "新しい題" }) }]);
  });

  it("shows readers nothing that is half written: a published one is saved when its field is left", async () => {
    const { editing, sent } = begin();
    editing.value.title = "新しい";
    editing.typed(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    await editing.save();
    expect(sent.length).toBe(1);
  });

  it("saves nothing when nothing was typed", async () => {
    const { editing, sent } = begin();
    expect(await editing.save()).toBe(true);
    expect(sent).toEqual([]);
  });

  it("bases each edit on the one before it, also when both are under way", async () => {
    const { editing, sent } = begin();
    editing.value.title = "一";
    editing.typed(true);
    const first = editing.save();
    editing.value.title = "二";
    editing.typed(true);
    await Promise.all([first, editing.save()]);
    expect(sent.map(({ base, value }) => [base.title, value.title])).toEqual([["エンジニア", "二"]]);
    editing.value.title = "三";
    editing.typed(true);
    await editing.save();
    expect(sent.at(-1)?.base.title).toBe("二");
  });

  it("takes what comes from elsewhere, part by part, and keeps what is typed with the base the person saw", async () => {
    const { editing, sent } = begin();
    editing.value.title = "書いている";
    editing.typed(true);
    const pay = { ...employment().pay, min: 300_000 };
    editing.take(offerValue({ title: "ほかの人の題", terms: employment({ pay }) }));
    expect(editing.value.title).toBe("書いている");
    expect(editing.value.terms).toMatchObject({ pay: { min: 300_000 } });
    await editing.save();
    expect(sent[0]?.base.title, "so that the contradiction is found").toBe("エンジニア");
    expect(sent[0]?.value.terms).toMatchObject({ pay: { min: 300_000 } });
  });

  it("takes back nothing of its own when an answer is older than its last edit", async () => {
    const { description: before } = offerValue();
    const { editing, sent } = begin();
    editing.value.description = "書いた";
    editing.typed(true);
    await editing.save();
    editing.value.title = "つづき";
    editing.typed(true);
    editing.take(offerValue());
    await editing.save();
    expect(editing.value.description).toBe("書いた");
    expect(sent.map(({ base, value }) => [base.description, value.description])).toEqual([[before, "書いた"], ["書いた", "書いた"]]);
    editing.take(offerValue({ title: "つづき", description: "書いた" }));
    editing.take(offerValue({ title: "つづき" }));
    expect(editing.value.description, "somebody else took it back").toBe(before);
  });

  it("takes back nothing either while an edit is on its way", async () => {
    const { editing, sent } = begin();
    editing.value.description = "書いた";
    editing.typed(true);
    await editing.save();
    editing.value.title = "つづき";
    editing.typed(true);
    const sending = editing.save();
    editing.take(offerValue());
    await sending;
    await editing.save();
    expect(sent.length).toBe(2);
    expect(editing.value).toMatchObject({ title: "つづき", description: "書いた" });
  });

  it("overwrites nothing that came while the cursor only stood there", async () => {
    const { editing, sent } = begin();
    editing.at = "title";
    const next = offerValue({ title: "ほかの題" });
    editing.take(next);
    await editing.save();
    expect(sent).toEqual([]);
    editing.at = null;
    editing.take(next);
    expect(editing.value.title).toBe("ほかの題");
  });

  it("changes nothing under the cursor, and catches up when it is elsewhere", () => {
    const { editing } = begin();
    editing.at = "terms.duties.initial";
    const next = offerValue({ title: "ほかの題", terms: employment({ duties: { initial: "別", range: "別" } }) });
    editing.take(next);
    expect(editing.value.title).toBe("ほかの題");
    expect(editing.value.terms).toMatchObject({ duties: { initial: "設計" } });
  });

  it("does not mix two forms of terms", () => {
    const { editing } = begin();
    editing.value.terms = employment({ trial: "書いている" });
    editing.take(offerValue({ kind_of: "side_job", terms: contract() }));
    expect(editing.value.terms).toMatchObject({ form: "employment", trial: "書いている" });
    const untouched = begin().editing;
    untouched.take(offerValue({ kind_of: "side_job", terms: contract() }));
    expect(untouched.value.terms).toEqual(contract());
  });

  it("keeps what was refused, says why, and tries again", async () => {
    let full = true;
    const { editing, sent } = begin(() => {
      if (full) throw { code: "missing_items", field: "terms.trial" };
    });
    editing.value.title = "新しい題";
    editing.typed(true);
    expect(await editing.save()).toBe(false);
    expect(editing.failure).toMatchObject({ code: "missing_items", field: "terms.trial" });
    full = false;
    expect(await editing.save()).toBe(true);
    expect(editing.failure).toBeUndefined();
    expect(sent.length).toBe(1);
  });

  it("stands there again, with its base, when it could not be saved and one comes back", async () => {
    let full = true;
    const { editing, sent, open } = begin(() => {
      if (full) throw { code: "disk_full" };
    });
    editing.value.title = "消えては困る";
    editing.typed(true);
    await editing.leave();
    const again = open();
    expect(again.value.title).toBe("消えては困る");
    full = false;
    await again.leave();
    expect(sent[0]?.base.title).toBe("エンジニア");
    expect(open().value.title, "it has arrived").toBe("エンジニア");
  });
});
