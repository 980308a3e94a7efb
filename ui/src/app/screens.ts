// Which screen shows each place. All of them are in one file: it lies on this machine, and apart they would weigh a tenth
// more, because each part says again what it takes from the others.
import type { Component, Snippet } from "svelte";
import type { Start, SyncStatus } from "../ipc/gen/types";
import Settling from "../screen/conflict/Settling.svelte";
import Desk from "../screen/desk/Desk.svelte";
import DeskOffers from "../screen/desk/DeskOffers.svelte";
import Members from "../screen/desk/Members.svelte";
import Reports from "../screen/desk/Reports.svelte";
import Messages from "../screen/messages/Messages.svelte";
import Offers from "../screen/offers/Offers.svelte";
import Outbox from "../screen/outbox/Outbox.svelte";
import People from "../screen/people/People.svelte";
import Requests from "../screen/people/Requests.svelte";
import Confirm from "../screen/profile/Confirm.svelte";
import Profile from "../screen/profile/Profile.svelte";
import SeeAs from "../screen/profile/SeeAs.svelte";
import Blocks from "../screen/settings/Blocks.svelte";
import Conditions from "../screen/settings/Conditions.svelte";
import Notifications from "../screen/settings/Notifications.svelte";
import Settings from "../screen/settings/Settings.svelte";
import Today from "../screen/today/Today.svelte";
import SignIn from "../screen/welcome/SignIn.svelte";
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
type Screens = { readonly [N in Name]: Part<N> | Plain };

const SCREENS: Screens = {
  today: Today,
  messages: Messages,
  people: People,
  requests: Requests,
  offers: Offers,
  profile: Profile,
  "see-as": SeeAs,
  "profile-confirm": Confirm,
  "profile-section": Profile,
  desk: Desk,
  "desk-members": Members,
  "desk-offers": DeskOffers,
  "desk-reports": Reports,
  outbox: Outbox,
  conflict: Settling,
  settings: Settings,
  notifications: Notifications,
  conditions: Conditions,
  blocks: Blocks,
  "sign-in": SignIn,
};

/** Each screen takes its own kind of route; which one is found by the same name. */
export const partOf = (route: Route): Part => SCREENS[route.screen] as Part;
