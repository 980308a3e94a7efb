// What an organizer does at the desk.
import { dialog, press, signedIn } from "./device.mjs";

export async function desk(world) {
  const staff = await signedIn(world, "misaki", "desktop");
  const { page } = staff;
  const tab = (key) => page.getByRole("navigation", { name: staff.t("tab_desk") }).getByRole("link", { name: staff.t(key) }).click();
  const [{ organization }] = (await staff.rpc("start")).desks;
  await staff.go("/desk");
  await staff.sees(staff.t("desk_waiting_reports"));
  await staff.shot("desk");
  await tab("desk_members");
  await page.getByRole("row").nth(5).waitFor();
  await staff.shot("members");
  const draft = (await staff.rpc("desk_offers", { organization })).find(({ item }) => item.state === "draft");
  await staff.go(`/desk/${organization}/offers/${draft.item.offer}`);
  await staff.sees(staff.t("desk_missing"));
  await staff.shot("editor");
  await fill(staff);
  await staff.sees(staff.t("desk_complete"));
  await staff.button("desk_publish").click();
  await dialog(staff).getByText(staff.t("desk_publish_note")).waitFor();
  await staff.shot("publish");
  await press(dialog(staff), staff, "desk_publish");
  await staff.sees(staff.t("desk_published"));
  await staff.go(`/desk/${organization}/reports`);
  await page.getByRole("button", { name: new RegExp(`^${staff.t("desk_close_report")}`) }).waitFor();
  await staff.shot("reports");
}

/** What the draft of the demo world still lacks. */
async function fill({ page }) {
  const field = (name) => page.locator(`[name="${name}"]`);
  await field("terms.duties.range").fill("操作画面と、その手順書に関わる業務");
  await field("terms.renewal").fill("更新なし");
  await field("terms.hours").fill("10:00〜16:00");
  await field("terms.pay.unit").selectOption("hour");
  await field("terms.pay.min").fill("1,300");
  await field("terms.pay.min").press("Tab");
}
