import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PeopleParams, PersonItem } from "../../ipc/gen/types";
import { EVERYBODY, STRETCH } from "../../ipc/queries";
import { fakeHost, person } from "../../test/host";
import { Directory } from "./directory.svelte";

const TOTAL = 20_000;
const item = (index: number, text: string): PersonItem => ({
  person: `p${index}`, organization: "o1", name: person(`${text}${index}`), former: [], headline: "", employer: "", position: "",
  status: "alumnus", role: "member", units: [], cohort: null,
});
const everybody = ({ filter, offset, limit }: PeopleParams) => ({
  items: Array.from({ length: Math.min(limit, TOTAL - offset) }, (_, at) => item(offset + at, filter.text)),
  total: TOTAL,
  everybody: TOTAL,
  ready: true,
});
/** Everything that was asked for has been answered. */
const settled = () => new Promise<void>((done) => setTimeout(done));

describe("a directory of 20,000", () => {
  let host: ReturnType<typeof fakeHost>;
  let directory: Directory;
  const offsets = () => host.asked("people").map((params) => (params as PeopleParams).offset);

  beforeEach(async () => {
    host = fakeHost({ people: everybody });
    directory = new Directory();
    directory.filter(EVERYBODY);
    await settled();
  });
  afterEach(() => host.calls.splice(0));

  it("asks for its beginning, and for what comes into sight", async () => {
    expect(directory.counts).toEqual({ total: TOTAL, everybody: TOTAL, ready: true });
    expect(directory.at(0)?.person).toBe("p0");
    expect(directory.at(15_000)).toBeUndefined();
    directory.hold(15_000);
    directory.hold(15_001);
    await settled();
    expect(directory.at(15_000)?.person).toBe("p15000");
    expect(offsets(), "and for nothing in between").toEqual([0, 15_000]);
  });

  it("asks anew for what is in sight when something changed, and forgets the rest", async () => {
    const release = directory.hold(150);
    await settled();
    directory.hold(15_000);
    await settled();
    release();
    host.calls.splice(0);
    directory.hear({ changed: ["people"] });
    directory.hear({ changed: ["offers"] });
    expect(directory.at(15_000), "what is shown stays meanwhile").toBeDefined();
    await settled();
    expect(offsets()).toEqual([0, 15_000]);
    expect(directory.at(150)).toBeUndefined();
  });

  it("drops the answer to an older filter, and begins anew with the newest", async () => {
    const begun = directory.began;
    directory.hold(15_000);
    directory.filter({ ...EVERYBODY, text: "さ" });
    directory.filter({ ...EVERYBODY, text: "さと" });
    await settled();
    expect(directory.at(0)?.name.family).toBe("さと0");
    expect(directory.began).toBe(begun + 1);
    expect(directory.at(15_000)?.name.family, "still in sight").toBe("さと15000");
  });

  it("keeps what is shown when an answer fails, and goes on at the next change", async () => {
    host.answers.people = () => {
      throw { code: "storage" };
    };
    directory.refresh();
    await settled();
    expect(directory.failure?.code).toBe("storage");
    expect(directory.at(0)?.person).toBe("p0");
    host.answers.people = everybody;
    directory.refresh();
    await settled();
    expect(directory.failure).toBeUndefined();
    expect(STRETCH).toBeLessThanOrEqual(500);
  });
});
