// A draft leaves the list at once and the device a moment later, so that it can be undone.
import { rpc } from "../../ipc/call";
import { Postponed } from "../../part/later/postponed.svelte";

const BETWEEN = "/";

export const key = (organization: string, offer: string) => organization + BETWEEN + offer;

export const thrown = new Postponed((id) => {
  const [organization = "", offer = ""] = id.split(BETWEEN);
  return rpc.remove_offer({ organization, offer });
});

window.addEventListener("pagehide", () => thrown.leave());
