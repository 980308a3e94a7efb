// Every call the page can make, with its types. `rpc.send_message({ … })` is the whole interface.
import type { Methods } from "./gen/types";
import { Failure } from "./failure";
import { host } from "./host";

type Params<M extends keyof Methods> = Methods[M][0] extends void ? [] : [params: Methods[M][0]];
export type Rpc = { readonly [M in keyof Methods]: (...params: Params<M>) => Promise<Methods[M][1]> };

export const rpc: Rpc = new Proxy({} as Rpc, {
  get: (_, method: string) => (params: unknown) => call(method, params ?? {}),
});

async function call(method: string, params: unknown): Promise<unknown> {
  try {
    return await host().rpc(method, params);
  } catch (thrown) {
    throw Failure.from(thrown);
  }
}
