// Every call the page can make, with its types. `rpc.send_message({ … })` is the whole interface.
import type {
  ConflictView, ConversationPage, InboxItem, Language, OutboxItem, PersonItem, ProfileField, ProfileView, RowBody,
  SessionItem, Start, SyncStatus, Theme, VisibilityRule,
} from "./gen/types";
import { Failure } from "./failure";
import { host } from "./host";

interface Queries {
  start: [void, Start];
  status: [void, SyncStatus];
  inbox: [void, InboxItem[]];
  conversation: [{ conversation: string; before: number | null; limit: number }, ConversationPage];
  people: [void, PersonItem[]];
  profile: [void, ProfileView];
  outbox: [void, OutboxItem[]];
  conflict: [{ op: string }, ConflictView];
}

interface Commands {
  set_field: [{ field: ProfileField; text: string; visibility: VisibilityRule[] }, unknown];
  add_row: [{ body: RowBody; visibility: VisibilityRule[] }, { row: string }];
  edit_row: [{ row: string; body: RowBody; visibility: VisibilityRule[] }, unknown];
  remove_row: [{ row: string }, unknown];
  move_row: [{ row: string; before: string | null }, unknown];
  start_conversation: [{ person: string; organization: string }, { conversation: string }];
  send_message: [{ conversation: string; body: string }, { message: string }];
  edit_message: [{ conversation: string; message: string; body: string }, unknown];
  delete_message: [{ conversation: string; message: string }, unknown];
  mark_read: [{ conversation: string }, unknown];
  save_draft: [{ conversation: string; text: string }, unknown];
  retry: [{ op: string }, unknown];
  discard: [{ op: string }, unknown];
  restore: [{ op: string }, unknown];
  settle: [{ op: string; parts: { part: string; text: string }[]; keep_removed: boolean }, unknown];
  set_preferences: [{ language: Language; theme: Theme }, unknown];
}

/** These wait for the network or the keystore. */
interface SessionCalls {
  request_code: [{ server: string; address: string }, unknown];
  redeem_code: [{ code: string }, unknown];
  cancel_sign_in: [void, unknown];
  sessions: [void, SessionItem[]];
  revoke_session: [{ session: string }, unknown];
  sign_out: [{ discard_unsent: boolean }, unknown];
  sync_now: [void, unknown];
  unlock: [void, unknown];
  run_without_saving: [void, unknown];
  start_over: [void, unknown];
}

type Methods = Queries & Commands & SessionCalls;
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
