// What must hold however a room is looked at: every rule of axe, on a phone and a desktop, in both languages and both
// lights; and nothing has to be scrolled sideways, also in 320 pixels and with letters twice as large.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { accessible, launch, SIZES } from "./browser.mjs";
import { Devices, Visitor, within } from "./gallery.mjs";
import { told, world } from "./world.mjs";

/** What only colours can break. */
const COLOURS = ["color-contrast", "link-in-text-block"];
/** Widths in pixels and sizes of letters in percent, by what it is looked at on. */
const NARROW = { phone: [[320, 100], [320, 200]], desktop: [[SIZES.desktop.viewport.width, 200]] };

/** A world, and what looks at the rooms in it: `walk` opens a phone and a desktop on the devices that `make` gives. */
export async function walks(name, options) {
  const it = await world(name, options);
  const devices = new Devices(it);
  const browser = await launch();
  const all = [];
  after(async () => {
    await Promise.all(all.map((visitor) => visitor.close()));
    await browser.close();
  });
  async function walk(make) {
    const made = await make(devices);
    // Nobody looks at the pixels: there need not be many.
    const enter = ([size, host]) => Visitor.enter(browser, host, { size, language: "ja", deviceScaleFactor: 1 });
    const visitors = await Promise.all(Object.entries(made.hosts).map(enter));
    all.push(...visitors);
    return { ...made, look: (part) => test(part, told(() => tours(visitors, made.parts[part]))) };
  }
  return walk;
}

/** Looks at the rooms from the phone and the desktop at once, or one after the other when both are one device. */
async function tours([phone, desktop], rooms) {
  const faults = [];
  const first = tour(phone, rooms, faults);
  if (phone.host === desktop.host) await first;
  await Promise.all([first, tour(desktop, rooms, faults)]);
  assert.deepEqual(faults, []);
  phone.quiet();
  desktop.quiet();
}

async function tour(visitor, rooms, faults) {
  await visitor.begin("ja");
  for (const [name, room] of within(visitor.size, rooms)) {
    try {
      await look(visitor, `${name}, ${visitor.size}`, room);
    } catch (error) {
      faults.push(`${name}, ${visitor.size}: ${error.message}`);
      await visitor.begin("ja");
    }
  }
}

/** Begins in the language in which the room before was left. */
async function look(visitor, what, room) {
  const { page, language } = visitor;
  await visitor.enter(room);
  await accessible(page, `${what}, ${language}`);
  await narrow(visitor, `${what}, ${language}`);
  await visitor.light("dark");
  await accessible(page, `${what}, dark`, COLOURS);
  await visitor.light("light");
  // What cannot start does not know which language was chosen.
  if (!room.answers?.start?.failure) {
    const other = language === "ja" ? "en" : "ja";
    await visitor.speak(other);
    await accessible(page, `${what}, ${other}`);
    await narrow(visitor, `${what}, ${other}`);
  }
  await visitor.leave();
}

/** Nothing is wider than what it is in: neither the page nor anything that scrolls in it, but for a row of chips under a finger. */
async function narrow({ page, size }, what) {
  const { viewport } = SIZES[size];
  for (const [width, percent] of NARROW[size]) {
    if (width !== viewport.width) await page.setViewportSize({ ...viewport, width });
    const wide = await page.evaluate((percent) => new Promise((tell) => {
      document.documentElement.style.fontSize = `${percent}%`;
      requestAnimationFrame(() => requestAnimationFrame(() => {
        const scrolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1;
        const found = [...document.body.querySelectorAll(":not([data-sideways])")].filter(scrolls).map((one) => one.outerHTML.slice(0, 90));
        const { scrollWidth } = document.scrollingElement;
        tell(scrollWidth > window.innerWidth ? [`the page is ${scrollWidth} wide`, ...found] : found);
      }));
    }), percent);
    assert.deepEqual(wide, [], `sideways on ${what}, ${width}, ${percent} %`);
  }
  await page.evaluate(() => void (document.documentElement.style.fontSize = ""));
  await page.setViewportSize(viewport);
}
