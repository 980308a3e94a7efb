// An offer is read, held against what the person looks for, and asked about.
import { dialog, press, show } from "./device.mjs";

const OFFER = /五軸加工機の次期制御/;

export async function offers(world, phone) {
  const { page } = phone;
  await phone.go("/offers");
  await page.getByRole("main").getByRole("listitem").first().waitFor();
  await phone.shot("offers");
  await page.getByRole("searchbox").fill("五軸");
  await page.getByRole("link", { name: OFFER }).click();
  await page.getByRole("heading", { name: phone.t("offer_terms_employment") }).waitFor();
  await phone.shot("offer");
  await show(page.getByRole("heading", { name: phone.t("offer_terms_employment") }));
  await phone.shot("terms");
  await phone.go("/settings/conditions");
  await page.getByRole("checkbox", { name: phone.t("offer_kind_comeback"), exact: true }).check();
  await page.getByRole("button", { name: phone.t("conditions_choose") }).click();
  await dialog(phone).getByRole("checkbox", { name: /^静岡県/ }).check();
  await dialog(phone).getByRole("button", { name: phone.t("action_close"), exact: true }).first().click();
  await page.getByRole("radio", { name: phone.t("conditions_partly"), exact: true }).check();
  await page.getByLabel(phone.t("conditions_pay"), { exact: true }).fill("350000");
  await page.getByLabel(phone.t("conditions_pay"), { exact: true }).blur();
  await phone.settled();
  await show(page.getByRole("heading", { name: phone.t("offer_part_prefecture") }));
  await phone.shot("conditions");
  await page.goBack();
  await phone.sees(phone.t("offer_change_conditions"));
  await page.getByRole("listitem").filter({ hasText: phone.t("offer_part_remote") }).waitFor();
  await show(page.getByRole("heading", { name: phone.t("offer_match") }));
  await phone.shot("matching");
  await phone.button("offers_about").click();
  await dialog(phone).waitFor();
  await phone.shot("talk");
  await press(dialog(phone), phone, "compose_send");
  await page.getByRole("main").getByRole("link", { name: OFFER }).waitFor();
}
