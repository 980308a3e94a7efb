// What can be done about a person who asks, or with whom one wants nothing to do.
import { rpc } from "../../ipc/call";
import { go } from "../../kit/go";
import { toasts } from "../../kit/toasts.svelte";
import { m } from "../../text";
import { attempt, done } from "../act/act";
import { Postponed } from "../later/postponed.svelte";

/** Accepts a request; from elsewhere the notice leads to the conversation. */
export async function accept(conversation: string): Promise<boolean> {
  if (!(await attempt(rpc.answer_request({ conversation, accept: true })))) return false;
  const path = `/messages/${conversation}`;
  const open = { label: m.people_open(), run: () => go(path) };
  toasts.show({ text: m.people_accepted(), action: location.hash === `#${path}` ? undefined : open });
  return true;
}

/** The one who asked is told, so it can be undone for a moment. */
const declining = new Postponed((conversation) => rpc.answer_request({ conversation, accept: false }));
window.addEventListener("pagehide", () => declining.leave());

export const isDeclined = (conversation: string) => declining.begun.has(conversation);
export const decline = (conversation: string) => declining.begin(conversation, m.people_declined_done());

export const unblock = (person: string) => done(rpc.unblock({ person }), m.people_unblocked());

/** `name`: as it stands in a sentence. */
export const block = (organization: string, person: string, name: string) =>
  done(rpc.block({ organization, person }), m.people_block_done({ name }), () => rpc.unblock({ person }));
