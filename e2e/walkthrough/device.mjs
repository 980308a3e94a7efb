// A device of the walkthrough, its page and its camera.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { open } from "../harness/browser.mjs";
import { Devhost } from "../harness/devhost.mjs";
import { small } from "../harness/png.mjs";
import { Device } from "../harness/stage.mjs";

/** Bytes of a picture, so that a clone of the repository stays small. */
const LARGEST = 150_000;

/** A device, its page and its camera. */
export async function device({ language, into, dir, browser }, name, size = "phone") {
  const host = await Devhost.start(path.join(dir, name), { device: name });
  const page = await open(browser, host.address, { size, language });
  const made = new Device(name, host, page, language);
  made.shot = async (picture) => {
    const passing = page.getByRole("region", { name: made.t("app_notices") }).getByRole("button", { name: made.t("action_close") });
    while (await passing.count()) await passing.first().click();
    // Nothing is shown as under the pointer.
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.fonts.ready.then(() => new Promise((painted) => {
      requestAnimationFrame(() => requestAnimationFrame(painted));
    })));
    const png = small(await page.screenshot({ scale: "css" }));
    if (png.length > LARGEST) throw new Error(`${picture} has ${png.length} bytes`);
    writeFileSync(path.join(into, `${picture}.png`), png);
  };
  return made;
}

/** A device on which somebody has signed in, without its screens. */
export async function signedIn(world, name, size) {
  const made = await device(world, name, size);
  await made.rpc("request_code", { server: world.server.url, address: `${name}@example.test` });
  await made.rpc("redeem_code", { code: await world.mail.code(`${name}@example.test`) });
  await made.settled();
  return made;
}

export const dialog = ({ page }) => page.getByRole("dialog");
export const press = (within, it, key, gaps) => within.getByRole("button", { name: it.t(key, gaps), exact: true }).click();
/** Puts something below the head of the screen. */
export const show = (element) => element.evaluate((one) => one.scrollIntoView({ block: "start" }));
