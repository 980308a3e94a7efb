// Which screen shows each place. Those that the app opens with are there from the start; the others lie in three more files
// (not in one for each: every file says again what it takes from the others), fetched while nothing else is done.
import type { Component, Snippet } from "svelte";
import type { Start, SyncStatus } from "../ipc/gen/types";
import Messages from "../screen/messages/Messages.svelte";
import Offers from "../screen/offers/Offers.svelte";
import People from "../screen/people/People.svelte";
import Requests from "../screen/people/Requests.svelte";
import Today from "../screen/today/Today.svelte";
import type { Route } from "./routes";

/** What every screen is given beside its place. Its members follow what they say: a screen reads them where it needs them. */
export interface Frame {
  readonly start: Start;
  readonly status: SyncStatus;
  /** The chip that tells the truth about sync, for the screen's header. */
  readonly chip: Snippet;
}

export type Name = Route["screen"];
export type Part<N extends Name = Name> = Component<{ route: Extract<Route, { screen: N }>; frame: Frame }>;
type Plain = Component<Record<string, never>>;
type Screen<N extends Name> = Part<N> | Plain;

const HERE = { today: Today, messages: Messages, people: People, requests: Requests, offers: Offers };

const own = () => import("./later/own");
const desk = () => import("./later/desk");
export const door = () => import("./later/door");

const LATER: { readonly [N in Exclude<Name, keyof typeof HERE>]: () => Promise<{ screens: { [M in N]: Screen<M> } }> } = {
  profile: own,
  "see-as": own,
  "profile-confirm": own,
  "profile-section": own,
  search: own,
  outbox: own,
  conflict: own,
  settings: own,
  notifications: own,
  conditions: own,
  blocks: own,
  desk,
  "desk-members": desk,
  "desk-offers": desk,
  "desk-reports": desk,
  "sign-in": door,
};

const there: { [N in Name]?: Screen<N> } = HERE;

/** Each screen takes its own kind of route; which one is found by the same name. None while its file is not there. */
export const partOf = ({ screen }: Route): Part | undefined => there[screen] as Part | undefined;

/** Brings the screen of a place, and those that lie in one file with it. */
export async function bring(name: Name): Promise<void> {
  if (!there[name]) Object.assign(there, (await LATER[name as keyof typeof LATER]()).screens);
}

/** Brings what a tap may ask for next, once the first screen has had its time. Returns what ends the wait. */
export function bringAhead(isOrganizer: boolean): () => void {
  const wait = setTimeout(() => {
    const names: Name[] = isOrganizer ? ["profile", "desk"] : ["profile"];
    // What does not come now is asked for again when it is wanted, and then it is said.
    for (const name of names) bring(name).catch(() => {});
  }, 500);
  return () => clearTimeout(wait);
}
