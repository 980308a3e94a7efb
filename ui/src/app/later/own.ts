// What a person does to what is their own: the profile, the settings, and what is not sent. And the search.
import Settling from "../../screen/conflict/Settling.svelte";
import Outbox from "../../screen/outbox/Outbox.svelte";
import Confirm from "../../screen/profile/Confirm.svelte";
import Profile from "../../screen/profile/Profile.svelte";
import SeeAs from "../../screen/profile/SeeAs.svelte";
import Search from "../../screen/search/Search.svelte";
import Blocks from "../../screen/settings/Blocks.svelte";
import Conditions from "../../screen/settings/Conditions.svelte";
import Notifications from "../../screen/settings/Notifications.svelte";
import Settings from "../../screen/settings/Settings.svelte";

export const screens = {
  profile: Profile,
  "see-as": SeeAs,
  "profile-confirm": Confirm,
  "profile-section": Profile,
  search: Search,
  outbox: Outbox,
  conflict: Settling,
  settings: Settings,
  notifications: Notifications,
  conditions: Conditions,
  blocks: Blocks,
};
