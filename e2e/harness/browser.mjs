// Debian's Chromium, driven by Playwright.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { watch } from "./eyes.mjs";
import { find } from "./place.mjs";

export const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  small: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 800 } },
};

export function launch() {
  const file = find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  return chromium.launch({ executablePath: file, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

/** A page of one device. What it complains about fails the test that asks `page.complaints`. */
export async function open(browser, address, { size = "desktop", language = "ja", scheme = "light" } = {}) {
  const context = await browser.newContext({
    ...SIZES[size],
    locale: language === "ja" ? "ja-JP" : "en-GB",
    timezoneId: "Asia/Tokyo",
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  watch(`browser-${size}-${language}-${scheme}`, () => page.screenshot());
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // Chromium calls a refused call an error; it is an answer like others, and the page tells it to the person.
    const refused = message.location().url.endsWith("/rpc") && message.text().includes("status of 422");
    if (message.type() === "error" && !refused) page.complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const { origin } = new URL(request.url());
    if (origin !== new URL(address).origin && !/^(data|blob):/.test(request.url())) {
      page.complaints.push(`a request to ${origin}`);
    }
  });
  await page.goto(address);
  return page;
}

/** Every rule of axe holds on what is shown now. */
export async function accessible(page, what) {
  // The page has no frames: axe needs no page of its own to gather what it finds in them.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n      ${nodes.map((node) => node.target.join(" ")).join("\n      ")}`,
  );
  assert.deepEqual(told, [], `axe on ${what}`);
}
