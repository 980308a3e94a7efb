// Debian's Chromium, driven by Playwright.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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

/**
 * A page of one device. What it complains about fails the test that asks `page.complaints`; `page.calls` are the names of
 * the calls that it made.
 */
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
  page.calls = [];
  page.on("pageerror", (error) => page.complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // Chromium calls a refused call an error; it is an answer like others, and the page tells it to the person.
    const refused = message.location().url.endsWith("/rpc") && message.text().includes("status of 422");
    if (message.type() === "error" && !refused) page.complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    if (pathname === "/rpc") page.calls.push(request.postDataJSON()?.method);
    if (origin !== new URL(address).origin && !/^(data|blob):/.test(request.url())) {
      page.complaints.push(`a request to ${origin}`);
    }
  });
  await page.goto(address);
  return page;
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Every rule of axe holds on what is shown now, or these rules. */
export async function accessible(page, what, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  // What passes is not described node by node: that takes half of the time.
  const { violations } = await page.evaluate(
    (only) => window.axe.run(document, { resultTypes: ["violations"], ...(only ? { runOnly: only } : {}) }),
    rules,
  );
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n      ${nodes.map((node) => node.target.join(" ")).join("\n      ")}`,
  );
  assert.deepEqual(told, [], `axe on ${what}`);
}
