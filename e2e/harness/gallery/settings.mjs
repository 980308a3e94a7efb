// The rooms of a member's settings.
import { button, heading, sheet, text } from "./there.mjs";

/** A machine that can keep the app going and start it. */
const MACHINE = { close_to_tray: true, autostart: false, can_autostart: true, has_tray: true };

export function settingRooms() {
  const at = (path, there, act) => ({ path, there, act });
  return {
    settings: at("/settings", text("settings_this_device")),
    "settings-organization": at("/settings", text("settings_this_device"), async (it) => {
      const more = it.page.getByRole("region", { name: it.t("settings_organizations") }).getByRole("button", { expanded: false }).first();
      await more.click();
      await it.sees(it.t("settings_grants"));
    }),
    "settings-unsent": {
      ...at("/settings", button("settings_sign_out"), sheet),
      answers: { sign_out: { failure: { code: "unsent" } } },
    },
    notifications: { ...at("/settings/notifications", text("notify_quiet_use")), answers: { host_choices: MACHINE } },
    "notifications-window": { ...at("/settings/notifications", text("notify_close_note")), answers: { host_choices: { ...MACHINE, has_tray: false } } },
    conditions: at("/settings/conditions", text("conditions_lead")),
    "conditions-places": at("/settings/conditions", (it) => it.page.getByRole("button", { name: new RegExp(`^${it.t("offer_part_prefecture")}`) }), sheet),
    blocks: at("/settings/blocks", text("blocks_lead")),
    "sign-in": at("/sign-in", heading("welcome_again_title")),
  };
}
