// The rooms of a member's own profile.
import { png } from "./portrait.mjs";
import { button, dialog, heading, pressed, sheet, text } from "./there.mjs";

const adds = (section) => (it) => it.button("profile_add_row", { row: it.t(section) });
const chip = (name) => (it) => it.page.locator(`.${name} button[aria-haspopup=dialog]`);

export function profileRooms() {
  const at = (path, there, act) => ({ path, there, act });
  const search = (it) => it.page.getByRole("searchbox", { name: it.t("seeas_person") });
  return {
    profile: at("/profile", text("profile_skill")),
    "profile-work": at("/profile/work", text("profile_skill")),
    "profile-end": at("/profile/custom", text("profile_login")),
    "profile-row": at("/profile", adds("profile_work"), pressed("action_save")),
    "profile-project": at("/profile", (it) => it.page.getByRole("button", { name: it.t("profile_edit_row", { text: "輸液ポンプの警報の見直し" }) }), sheet),
    "profile-menu": at("/profile", (it) => it.page.getByRole("button", { name: it.t("profile_tools", { text: "Rust" }) }), async (it, more) => {
      await more.click();
      await it.page.getByRole("menu").waitFor();
    }),
    "profile-notice": {
      ...at("/profile", (it) => it.page.getByRole("button", { name: it.t("profile_tools", { text: "趣味" }) }), async (it, more) => {
        await more.click();
        await it.page.getByRole("menuitem", { name: it.t("profile_remove"), exact: true }).click();
        await it.notice("action_undo").waitFor();
      }),
      answers: { remove_row: null },
    },
    "profile-photo": {
      ...at("/profile", (it) => it.page.getByRole("button", { name: it.t("photo_change"), exact: true }), async (it) => {
        await it.page.locator("input[type=file]").setInputFiles({ name: "photo.png", mimeType: "image/png", buffer: png() });
        await dialog(it).getByRole("slider").first().waitFor();
      }),
      anew: true,
    },
    visibility: at("/profile", chip("headline"), sheet),
    "visibility-exceptions": at("/profile", chip("summary"), async (it, opener) => {
      await sheet(it, opener);
      const within = dialog(it);
      await within.getByRole("button", { expanded: false }).first().click();
      await within.getByRole("searchbox").first().fill("みず");
      await within.getByRole("button", { name: /^水沢 健太/ }).waitFor();
    }),
    "see-as": at("/profile/see-as", (it) => it.page.getByRole("article")),
    "see-as-person": at("/profile/see-as", search, async (it, field) => {
      await field.fill("中瀬");
      await it.page.getByRole("button", { name: /^中瀬 大地/ }).click();
      await it.page.getByRole("heading", { name: it.t("seeas_from", { who: it.called({ family: "中瀬", given: "大地" }) }) }).waitFor();
    }),
    confirm: at("/profile/confirm", heading("confirm_title"), (it) => it.button("profile_unchanged").waitFor()),
    "confirm-edit": at("/profile/confirm", button("confirm_change"), async (it, change) => {
      await change.click();
      await it.button("confirm_next").waitFor();
    }),
  };
}
