import { expect, it } from "vitest";
import { fakeHost } from "../test/host";
import { rpc } from "./call";
import { Failure } from "./failure";
import { conversation, EVERYBODY, people, STRETCH } from "./queries";

it("turns what a host throws into a typed failure", async () => {
  fakeHost({
    redeem_code: () => {
      throw { code: "rate_limited", field: "code", retry_after_s: 42 };
    },
  });
  const failure = await rpc.redeem_code({ code: "1" }).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(Failure);
  expect(failure).toMatchObject({ code: "rate_limited", field: "code", retryAfterSeconds: 42 });
});

it("calls what makes no sense unknown", () => {
  expect(Failure.from("boom").code).toBe("unknown");
  expect(Failure.from({ code: 7 }).code).toBe("unknown");
});

interface Asked {
  before: number | null;
  after?: number;
  around?: string;
  limit: number;
}

/** A conversation of messages "m0", "m1" and so on, as an engine answers for it. */
function talk(count: number) {
  const all = Array.from({ length: count }, (_, index) => ({ id: `m${index}` }));
  const place = (id: string | undefined) => all.findIndex((each) => each.id === id);
  const host = fakeHost({
    conversation: ({ before, after, around, limit }: Asked) => {
      const middle = place(around);
      const from = middle >= 0 ? middle - limit / 2 : (after ?? (before ?? all.length) - limit);
      const to = from + limit;
      return {
        // One more than asked for, as when a message came in between two pages.
        items: all.slice(Math.max(0, from), to + 1),
        before: from > 0 ? from : null,
        after: to < all.length ? to : null,
      };
    },
  });
  const ids = (page: { items: { id: string }[] }) => {
    expect(new Set(page.items.map(({ id }) => id)).size).toBe(page.items.length);
    return [page.items[0]?.id, page.items.at(-1)?.id];
  };
  return { all, host, ids };
}

it("joins pages of a conversation until as many are there as wanted, without doubles", async () => {
  const { ids } = talk(150);
  const page = await conversation("c", { at: null, older: 70, newer: 0 }).ask();
  expect(ids(page)).toEqual(["m30", "m149"]);
  expect(page).toMatchObject({ before: 30, after: null });
});

it("shows the same of a conversation again, and what has come in at its end", async () => {
  const { all, ids } = talk(150);
  const newest = conversation("c", { at: null, older: 0, newer: 0 });
  expect(ids(await newest.ask())).toEqual(["m90", "m149"]);
  for (let index = 150; index < 250; index += 1) all.push({ id: `m${index}` });
  expect(ids(await newest.ask())).toEqual(["m90", "m249"]);
});

it("begins a conversation around a message, and goes on from there both ways", async () => {
  const { all, ids } = talk(1000);
  const stretch = { at: "m500" as string | null, older: 0, newer: 0 };
  const { ask } = conversation("c", stretch);
  expect(ids(await ask())).toEqual(["m470", "m530"]);
  all.push({ id: "m1000" });
  expect(ids(await ask()), "what comes in far below changes nothing").toEqual(["m470", "m530"]);
  stretch.newer += 60;
  expect(ids(await ask())).toEqual(["m470", "m590"]);
  stretch.older += 60;
  const both = await ask();
  expect(ids(both)).toEqual(["m410", "m590"]);
  expect(both).toMatchObject({ before: 410, after: 590, at: "m500" });
});

it("shows the newest when the message is not there, and says around which they are", async () => {
  const { ids } = talk(150);
  const stretch = { at: "gone" as string | null, older: 0, newer: 0 };
  const page = await conversation("c", stretch).ask();
  expect(ids(page)).toEqual(["m90", "m149"]);
  expect([page.at, stretch.at]).toEqual(["m120", "m120"]);
});

it("asks for one stretch of the people that fit", async () => {
  const host = fakeHost({ people: { items: [], total: 0, everybody: 0, ready: true } });
  const filter = { ...EVERYBODY, text: "佐藤" };
  await people(filter, 2 * STRETCH).ask();
  expect(host.asked("people")).toEqual([{ filter, offset: 2 * STRETCH, limit: STRETCH }]);
});
