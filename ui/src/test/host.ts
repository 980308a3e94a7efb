// A host for tests: answers from a table, remembers what was asked, and can tell of changes.
import { onTestFinished } from "vitest";
import type { OrganizationItem } from "../ipc/gen/types";
import { setHost, type HostEvent } from "../ipc/host";

type Answers = Record<string, unknown | ((params: never) => unknown)>;

export function fakeHost(answers: Answers) {
  const calls: { method: string; params: unknown }[] = [];
  let hear: ((event: HostEvent) => void) | undefined;
  setHost({
    async rpc(method, params) {
      calls.push({ method, params });
      if (!(method in answers)) throw { code: "not_found" };
      const answer = answers[method];
      return typeof answer === "function" ? await (answer as (params: unknown) => unknown)(params) : answer;
    },
    listen(listener) {
      hear = listener;
      return () => (hear = undefined);
    },
  });
  onTestFinished(() => setHost(undefined));
  return {
    calls,
    answers,
    asked: (method: string) => calls.filter((call) => call.method === method).map((call) => call.params),
    change: (...topics: string[]) => hear?.({ changed: topics }),
  };
}

export const person = (family = "佐藤", given = "健太") => ({
  person: `person-${family}`,
  family,
  given,
  family_kana: "サトウ",
  given_kana: "ケンタ",
});

export const organization = (id: string, name: string, kind: OrganizationItem["kind"] = "company"): OrganizationItem => ({
  id, name, kind, alumni_label: "", since: 0, units: [],
  member: { status: "alumnus", role: "member" },
  grants: { directory: true, offers: true, contact: true, desk: false },
});
