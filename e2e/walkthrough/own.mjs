// What a person does for themselves: signs in, says who sees what, when what rings.
import { device, dialog, press, show } from "./device.mjs";

const HANAKO = "hanako@example.test";

export async function arrive(world) {
  const phone = await device(world, "Phone");
  const field = (key) => phone.page.getByLabel(phone.t(key), { exact: true });
  await field("welcome_server").fill("alumni.umikaze.example");
  await field("welcome_mail").fill(HANAKO);
  await phone.shot("sign-in");
  await field("welcome_server").fill(world.server.url);
  await phone.button("welcome_send").click();
  await phone.sees(phone.t("code_title"));
  await phone.shot("code");
  await field("code_label").fill(await world.mail.code(HANAKO));
  await phone.button("code_submit").click();
  await phone.settled();
  await phone.go("/today");
  await phone.sees(phone.t("today_waiting"));
  await phone.shot("today");
  return phone;
}

export async function profile(world, phone) {
  const { page } = phone;
  await phone.go("/profile");
  const chip = page.locator(".headline button[aria-haspopup=dialog]");
  await chip.waitFor();
  await show(page.locator(".headline").first());
  await phone.shot("profile");
  await chip.click();
  await dialog(phone).getByRole("checkbox", { name: phone.t("visibility_same"), exact: true }).uncheck();
  const [company] = await dialog(phone).getByRole("combobox").all();
  await company.selectOption("alumni");
  await dialog(phone).getByRole("checkbox", { name: phone.t("visibility_hide_organizers") }).first().check();
  await phone.shot("visibility");
  await press(dialog(phone), phone, "action_save");
  await phone.go("/profile/see-as");
  await page.getByRole("combobox", { name: phone.t("seeas_who"), exact: true }).selectOption("current");
  await page.getByRole("article").waitFor();
  await phone.shot("see-as");
  await phone.go("/profile/confirm");
  await page.getByRole("button", { name: phone.t("profile_unchanged"), exact: true }).waitFor();
  await phone.shot("confirm");
}

export async function settings(world, phone) {
  const { page } = phone;
  await phone.go("/settings/notifications");
  await page.getByRole("combobox", { name: phone.t("notify_offer"), exact: true }).first().waitFor();
  await phone.shot("notices");
  await page.getByRole("checkbox", { name: phone.t("notify_quiet_use") }).check();
  await page.getByRole("combobox", { name: phone.t("notify_from"), exact: true }).waitFor();
  await show(page.getByRole("heading", { name: phone.t("notify_quiet") }));
  await phone.shot("quiet");
}
