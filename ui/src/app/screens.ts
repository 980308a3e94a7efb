// Which part of the page each place is shown by. A part is loaded when it is first needed. `null`: not there yet; a place
// without a part leads to the messages.
import type { Component, Snippet } from "svelte";
import type { Start, SyncStatus } from "../ipc/gen/types";
import { parse, type Route } from "./routes";

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
export type Screens = { readonly [N in Name]: (() => Promise<{ default: Part<N> | Plain }>) | null };

export const SCREENS: Screens = {
  today: () => import("../screen/today/Today.svelte"),
  messages: () => import("../screen/messages/Messages.svelte"),
  people: () => import("../screen/people/People.svelte"),
  requests: () => import("../screen/people/Requests.svelte"),
  offers: () => import("../screen/offers/Offers.svelte"),
  profile: () => import("../screen/profile/Profile.svelte"),
  "see-as": () => import("../screen/profile/SeeAs.svelte"),
  "profile-confirm": () => import("../screen/profile/Confirm.svelte"),
  "profile-section": () => import("../screen/profile/Profile.svelte"),
  desk: () => import("../screen/desk/Desk.svelte"),
  "desk-members": () => import("../screen/desk/Members.svelte"),
  "desk-offers": () => import("../screen/desk/DeskOffers.svelte"),
  "desk-reports": () => import("../screen/desk/Reports.svelte"),
  outbox: () => import("../screen/outbox/Outbox.svelte"),
  conflict: () => import("../screen/conflict/Settling.svelte"),
  settings: () => import("../screen/settings/Settings.svelte"),
  notifications: () => import("../screen/settings/Notifications.svelte"),
  conditions: () => import("../screen/settings/Conditions.svelte"),
  blocks: () => import("../screen/settings/Blocks.svelte"),
  "sign-in": () => import("../screen/welcome/SignIn.svelte"),
};

/** The place itself, or the messages while it has no part. */
export function reached(route: Route, screens: Screens = SCREENS): Route {
  return screens[route.screen] ? route : parse("/messages");
}
