// What can be done about a person who asks, or with whom one wants nothing to do.
import { rpc } from "../../ipc/call";
import { Failure } from "../../ipc/failure";
import { toasts } from "../../kit/toasts.svelte";
import { m } from "../../text";
import { sentence } from "../../text/failure";
import { Postponed } from "../later/postponed.svelte";

/** Whether it went well; a notice says what went wrong. */
async function tell(call: Promise<unknown>, done?: () => void): Promise<boolean> {
  try {
    await call;
  } catch (thrown) {
    const { code, retryAfterSeconds } = Failure.from(thrown);
    toasts.show({ text: sentence(code, retryAfterSeconds) });
    return false;
  }
  done?.();
  return true;
}

export const accept = (conversation: string) =>
  tell(rpc.answer_request({ conversation, accept: true }), () => toasts.show({ text: m.people_accepted() }, 3000));

/** The one who asked is told, so it can be undone for a moment. */
const declining = new Postponed((conversation) => rpc.answer_request({ conversation, accept: false }));
window.addEventListener("pagehide", () => declining.leave());

export const isDeclined = (conversation: string) => declining.begun.has(conversation);
export const decline = (conversation: string) => declining.begin(conversation, m.people_declined_done());

export const unblock = (person: string) =>
  tell(rpc.unblock({ person }), () => toasts.show({ text: m.people_unblocked() }, 3000));

/** `name`: as it stands in a sentence. */
export const block = (organization: string, person: string, name: string) =>
  tell(rpc.block({ organization, person }), () =>
    toasts.show({
      text: m.people_block_done({ name }),
      action: { label: m.action_undo(), run: () => void tell(rpc.unblock({ person })) },
    }),
  );
