import { m } from "../../text";
import { sentence } from "../../text/failure";
import { say } from "./act";

/** To the clipboard. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text).then(
    () => say(m.talk_copied()),
    () => say(sentence("unknown")),
  );
}
