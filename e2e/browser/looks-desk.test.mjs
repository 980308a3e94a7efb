// The desk and the ways in, in every look: each rule of axe holds, and nothing has to be scrolled sideways.
import { accessible, SIZES } from "../harness/browser.mjs";
import { deskGallery } from "../harness/gallery.mjs";
import { narrow, tour } from "../harness/looks.mjs";
import { stage } from "../harness/stage.mjs";
import { HANAKO } from "../harness/world.mjs";

const { join, device, mail, scene, wire } = await stage("looks-desk", { demo: true });
const desk = await deskGallery({ join });
const fresh = await device("Fresh", { size: "small" });

for (const size of ["small", "desktop"]) {
  for (const language of ["ja", "en"]) {
    scene(`at the desk (${size}, ${language})`, () => tour(desk.device, desk.rooms, { size, language }));
  }
}

scene("signing in", async () => {
  const { page } = fresh;
  const looks = async (name) => {
    for (const { viewport } of [SIZES.small, SIZES.desktop]) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
        await accessible(page, `${name}, ${viewport.width}, ${colorScheme}`);
      }
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await narrow(page, name);
  };
  await fresh.button("welcome_send").click();
  await fresh.sees(fresh.t("fail_empty"));
  await looks("welcome");
  await fresh.rpc("set_preferences", { language: "en", theme: "system" });
  fresh.language = "en";
  await fresh.sees(fresh.t("welcome_title"));
  await looks("welcome, en");
  const slow = await wire();
  await page.getByLabel(fresh.t("welcome_server"), { exact: true }).fill(slow.url);
  await page.getByLabel(fresh.t("welcome_mail"), { exact: true }).fill(HANAKO.mail);
  await fresh.button("welcome_send").click();
  await fresh.sees(fresh.t("code_title"));
  await looks("code");
  slow.hold("/v1/sync", { after: 1 });
  await page.getByLabel(fresh.t("code_label"), { exact: true }).fill(await mail.code(HANAKO.mail));
  await fresh.button("code_submit").click();
  await fresh.sees(fresh.t("first_title"));
  await looks("first sync");
  slow.release("/v1/sync");
  await fresh.chip(fresh.t("status_fresh"));
});
