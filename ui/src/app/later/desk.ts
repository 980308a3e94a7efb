// What only those see who work at a desk.
import Desk from "../../screen/desk/Desk.svelte";
import DeskOffers from "../../screen/desk/DeskOffers.svelte";
import Members from "../../screen/desk/Members.svelte";
import Reports from "../../screen/desk/Reports.svelte";

export const screens = {
  desk: Desk,
  "desk-members": Members,
  "desk-offers": DeskOffers,
  "desk-reports": Reports,
};
