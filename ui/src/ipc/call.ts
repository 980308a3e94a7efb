// Every call the page can make, with its types. `rpc.send_message({ … })` is the whole interface.
import type { Methods } from "./gen/types";
import { Failure } from "./failure";
import { host, listen } from "./host";

type Params<M extends keyof Methods> = Methods[M][0] extends void ? [] : [params: Methods[M][0]];
export type Rpc = { readonly [M in keyof Methods]: (...params: Params<M>) => Promise<Methods[M][1]> };

/** Answers that were asked for before the screen that shows them was there. */
const early = new Map<string, Promise<unknown>>();

/** Asks already. The first who asks the same gets the answer, unless something has changed or it was none. */
export function ahead(methods: readonly (keyof Methods)[]): void {
  listen(() => early.clear());
  for (const method of methods) {
    const answer = call(method);
    answer.catch(() => early.delete(method));
    early.set(method, answer);
  }
}

export const rpc: Rpc = new Proxy({} as Rpc, {
  get: (_, method: string) => (params: unknown) => {
    const answer = early.get(method);
    early.delete(method);
    return answer ?? call(method, params);
  },
});

async function call(method: string, params: unknown = {}): Promise<unknown> {
  try {
    return await host().rpc(method, params);
  } catch (thrown) {
    throw Failure.from(thrown);
  }
}
