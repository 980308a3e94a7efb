// A page of a device that is walked from room to room, in one size and language. A room is a screen in one of its states:
// {
//   path      where it is
//   there     what can be seen when one has come: a locator, made from the visitor
//   act       what is done there then, with what was found
//   answers   by method, what the page is told instead of the engine's answer: a value, what makes one from the engine's
//             answer, or a failure
//   anew      the page is loaded anew for it: it begins where nobody is signed in, or leaves something behind
//   only      the one size in which it can be
// }
import { SIZES } from "../browser.mjs";
import { Device } from "../stage.mjs";
import { until } from "../until.mjs";

/** Where nothing is to be seen: between two rooms, so that what was typed in one is not found in the next. */
const HALL = "/outbox";
/** To look changes nothing: what is unread or new stays so for whoever looks next. */
const UNCHANGED = ["mark_read", "see_offers"];

export class Visitor extends Device {
  #answers = {};
  #underway = new Set();
  #stale = true;

  /** `more`: what else the browser shall be told about the page. */
  static async enter(browser, host, { size, language, scheme = "light", ...more }) {
    const context = await browser.newContext({
      ...SIZES[size],
      ...more,
      locale: language === "ja" ? "ja-JP" : "en-GB",
      timezoneId: "Asia/Tokyo",
      colorScheme: scheme,
      reducedMotion: "reduce",
    });
    await host.admit(context);
    const visitor = new Visitor(`${size}-${language}-${scheme}`, host, await context.newPage(), language);
    visitor.size = size;
    await visitor.#attend();
    return visitor;
  }

  async #attend() {
    const { page } = this;
    page.complaints = [];
    page.on("pageerror", (error) => page.complaints.push(`error: ${error.message}`));
    const isCall = (request) => request.url().endsWith("/rpc");
    page.on("request", (request) => void (isCall(request) && this.#underway.add(request)));
    for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => void this.#underway.delete(request));
    await page.route("**/rpc", (route) => this.#answer(route));
  }

  async #answer(route) {
    const { method, params } = route.request().postDataJSON();
    if (UNCHANGED.includes(method)) return route.fulfill({ json: null });
    if (!(method in this.#answers)) return route.continue();
    const told = this.#answers[method];
    if (told?.failure) return route.fulfill({ status: 422, json: told.failure });
    const json = typeof told === "function" ? told(await this.#asked(route, { method, params }), params) : told;
    return route.fulfill({ json });
  }

  /** The engine's answer. Where one was in a conversation may be a message that only the room has: then its end is asked for. */
  async #asked(route, { method, params }) {
    const answer = await route.fetch({ postData: { method, params: params?.around ? { ...params, around: null } : params } });
    if (!answer.ok()) throw new Error(`${method}: ${await answer.text()}`);
    return answer.json();
  }

  /** Goes to a room and waits until it is as it should be. */
  async enter({ path, there, act, answers = {}, anew = false }) {
    const { page } = this;
    const isPlain = !anew && Object.keys(answers).length === 0;
    if (this.#stale || !isPlain) {
      this.#answers = answers;
      await page.goto("about:blank");
      await page.goto(`${this.host.origin}/#${path}`);
    } else {
      await this.go(HALL);
      await page.getByRole("heading", { level: 1, name: this.t("outbox_title"), exact: true }).waitFor();
      await this.go(path);
    }
    // Until it has been left as it was found.
    this.#stale = true;
    const found = there(this).filter({ visible: true }).first();
    await found.waitFor();
    await act?.(this, found);
    await this.still();
    this.#stale = !isPlain;
  }

  /** Closes whatever stands above the room. */
  async leave() {
    if (this.#stale) return;
    const above = this.page.locator("[role=dialog], [role=menu]");
    for (let open = await above.count(); open > 0; open = await above.count()) {
      await this.page.keyboard.press("Escape");
      await until("it is closed", async () => (await above.count()) < open);
    }
  }

  /** Nothing is asked any more, and what was answered is painted. No pointer rests on anything. */
  async still() {
    await this.page.mouse.move(-1, -1);
    await until("the page is still", async () => {
      await this.page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
      return this.#underway.size === 0;
    });
  }

  /** Begins afresh: the next room is loaded anew, in this language, in the light and the size of the beginning. */
  async begin(language) {
    await this.host.rpc("set_preferences", { language, theme: "system" });
    this.language = language;
    await this.page.emulateMedia({ colorScheme: "light" });
    await this.page.setViewportSize(SIZES[this.size].viewport);
    this.#stale = true;
  }

  /** Says everything in this language from now on. */
  async speak(language) {
    await this.host.rpc("set_preferences", { language, theme: "system" });
    await this.page.locator(`html[lang=${language}]`).waitFor();
    this.language = language;
    await this.still();
  }

  /** Is looked at in this light from now on. */
  async light(scheme) {
    await this.page.emulateMedia({ colorScheme: scheme });
    await this.page.waitForFunction((scheme) => document.documentElement.dataset.theme === scheme, scheme);
  }

  /** Goes; what is still being asked is answered to nobody. */
  async close() {
    await this.page.unrouteAll({ behavior: "ignoreErrors" });
    await this.page.context().close();
  }
}

/** Those of these rooms that there are in a size. */
export function within(size, rooms) {
  return Object.entries(rooms).filter(([, { only = size }]) => only === size);
}
