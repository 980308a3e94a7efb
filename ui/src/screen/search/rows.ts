// What was found as one list: the best of each kind under its heading, then the messages.
import type { MessageHit, OfferHit, OwnHit, PersonHit, SearchKind, SearchResults } from "../../ipc/gen/types";
import { m } from "../../text";

export type Row = {
  key: string;
  /** It begins a kind. */
  heading?: string;
  /** Below it: there is more of this kind. */
  all?: SearchKind;
  /** It is the last that is shown of more. */
  isCut?: boolean;
} & (
  | { is: "people"; hit: PersonHit }
  | { is: "offers"; hit: OfferHit }
  | { is: "profile"; hit: OwnHit }
  | { is: "messages"; hit: MessageHit }
);

/** Of each kind when everything is shown. */
const FEW = 3;

export const KIND: Record<SearchKind, () => string> = {
  people: m.tab_people,
  offers: m.tab_offers,
  profile: m.search_own,
  messages: m.tab_messages,
};

export function rowsOf({ people, more_people, offers, more_offers, profile, messages }: SearchResults, kind: SearchKind | null): Row[] {
  return [
    ...part("people", people.map((hit): Row => ({ is: "people", key: `${hit.item.organization} ${hit.item.person}`, hit })), more_people, kind),
    ...part("offers", offers.map((hit): Row => ({ is: "offers", key: hit.item.offer, hit })), more_offers, kind),
    ...part("profile", profile.map((hit, at): Row => ({ is: "profile", key: `own ${at}`, hit })), false, kind),
    ...headed("messages", messages.map((hit): Row => ({ is: "messages", key: hit.message, hit }))),
  ];
}

function part(of: SearchKind, all: Row[], isMore: boolean, kind: SearchKind | null): Row[] {
  const rows = headed(of, kind === null ? all.slice(0, FEW) : all);
  const last = rows.at(-1);
  if (last && kind === null && (isMore || rows.length < all.length)) last.all = of;
  if (last && kind !== null && isMore) last.isCut = true;
  return rows;
}

function headed(kind: SearchKind, rows: Row[]): Row[] {
  if (rows[0]) rows[0].heading = KIND[kind]();
  return rows;
}
