// What must hold however a screen is looked at: every rule of axe, in light and dark; nothing to be scrolled sideways.
import assert from "node:assert/strict";
import { accessible, SIZES } from "./browser.mjs";
import { enter, leave } from "./gallery.mjs";

/** What only colours can break. */
const COLOURS = ["color-contrast", "link-in-text-block"];
const NARROW = [[320, 100], [360, 200], [320, 200]];

/** Tries every room in one size and language. On a phone also in 320 pixels and with letters twice as large. */
export async function tour(device, rooms, { size, language }) {
  const { page } = device;
  const { viewport } = SIZES[size];
  device.language = language;
  const look = async (theme) => {
    await device.rpc("set_preferences", { language, theme });
    await page.locator(`html[data-theme=${theme}][lang=${language}]`).waitFor();
  };
  await page.setViewportSize(viewport);
  for (const [name, room] of Object.entries(rooms)) {
    await look("light");
    await enter(device, room);
    const what = `${name}, ${size}, ${language}`;
    await accessible(page, `${what}, light`);
    await look("dark");
    await accessible(page, `${what}, dark`, COLOURS);
    for (const [width, percent] of size === "desktop" ? [[viewport.width, 200]] : NARROW) {
      await page.setViewportSize({ width, height: viewport.height });
      await page.evaluate((size) => void (document.documentElement.style.fontSize = size), `${percent}%`);
      await narrow(page, `${what}, ${width}, ${percent} %`);
    }
    await page.evaluate(() => void (document.documentElement.style.fontSize = ""));
    await page.setViewportSize(viewport);
    await leave(device);
  }
}

/** Nothing is wider than what it is in: neither the page nor anything that scrolls in it, but for a row of chips under a finger. */
export async function narrow(page, what) {
  const wide = await page.evaluate(() => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const scrolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1;
    const found = [...document.body.querySelectorAll("*")].filter((one) => scrolls(one) && !one.matches(".filters"));
    const { scrollWidth } = document.scrollingElement;
    const pages = scrollWidth > window.innerWidth ? [`the page is ${scrollWidth} wide`] : [];
    told([...pages, ...found.map((one) => one.outerHTML.slice(0, 60))]);
  }))));
  assert.deepEqual(wide, [], `sideways on ${what}`);
}
