import { expect, it } from "vitest";
import { fakeHost } from "../test/host";
import { ahead, rpc } from "./call";
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

it("joins pages of a conversation until as many are there as wanted, without doubles", async () => {
  const all = Array.from({ length: 150 }, (_, index) => ({ id: `m${index}` }));
  fakeHost({
    conversation: ({ before, limit }: { before: number | null; limit: number }) => {
      const end = before ?? all.length;
      const from = Math.max(0, end - limit);
      // One more than asked for, as when a message came in between two pages.
      return { items: all.slice(from, Math.min(all.length, end + 1)), before: from > 0 ? from : null };
    },
  });
  const page = await conversation("c", 100).ask();
  expect(page.items.length).toBe(120);
  expect(new Set(page.items.map((item) => item.id)).size).toBe(120);
  expect(page.items[0]?.id).toBe("m30");
  expect(page.before).toBe(30);
});

it("asks for one stretch of the people that fit", async () => {
  const host = fakeHost({ people: { items: [], total: 0, everybody: 0, ready: true } });
  const filter = { ...EVERYBODY, text: "佐藤" };
  await people(filter, 2 * STRETCH).ask();
  expect(host.asked("people")).toEqual([{ filter, offset: 2 * STRETCH, limit: STRETCH }]);
});

it("gives the first who asks what was asked ahead, and asks the next time", async () => {
  let count = 0;
  const host = fakeHost({ start: () => (count += 1) });
  ahead(["start"]);
  expect([await rpc.start(), await rpc.start()]).toEqual([1, 2]);
  expect(host.asked("start").length).toBe(2);
});

it("asks anew when something has changed since it was asked ahead", async () => {
  let count = 0;
  const host = fakeHost({ start: () => (count += 1) });
  ahead(["start"]);
  host.change("inbox");
  expect(await rpc.start()).toBe(2);
});

it("forgets what failed when it was asked ahead", async () => {
  let count = 0;
  fakeHost({
    today: () => {
      count += 1;
      if (count === 1) throw { code: "locked" };
      return count;
    },
  });
  ahead(["today"]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(await rpc.today()).toBe(2);
});
