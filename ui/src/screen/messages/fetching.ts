// What one can do with an attachment that came, and how it stands.
import { rpc } from "../../ipc/call";
import type { AttachmentItem } from "../../ipc/gen/types";
import { attempt, say } from "../../part/act/act";
import { m } from "../../text";
import { bytes } from "../../text/bytes";
import { sentence } from "../../text/failure";

/** Pictures up to so many bytes are fetched as they come into sight. */
export const SMALL = 2 << 20;

/** Where an attachment is found: its conversation and its message. */
export interface Place {
  conversation: string;
  message: string;
}

/** How it stands, in words; empty: it is here. */
export function standing(it: AttachmentItem): string {
  const percent = (part: number) => Math.floor((100 * part) / Math.max(1, it.bytes));
  if (it.state === "sending") return m.attach_sending({ percent: percent(it.sent) });
  if (it.state === "fetching") return m.attach_fetching({ percent: percent(it.got) });
  if (it.state === "failed") return sentence(it.code);
  return it.state === "away" ? m.attach_fetch() : "";
}

/** What is said of it: its name, its size and how it stands. */
export const told = (it: AttachmentItem) => [it.name, bytes(it.bytes), standing(it)].filter(Boolean).join(m.visibility_and());

export const fetching = (place: Place, digest: string) => rpc.fetch_attachment({ ...place, digest });

/** To the folder for downloads. */
export async function save(place: Place, { digest }: AttachmentItem): Promise<void> {
  const call = rpc.save_attachment({ ...place, digest });
  if (await attempt(call)) say(m.profile_kept({ what: (await call).name }));
}
