import { rpc } from "../../ipc/call";
import type { OfferItem } from "../../ipc/gen/types";

/** Keeps an offer, or no longer. */
export const keep = ({ organization, offer }: Pick<OfferItem, "organization" | "offer">, kept: boolean): Promise<void> =>
  (kept ? rpc.save_offer : rpc.unsave_offer)({ organization, offer });
