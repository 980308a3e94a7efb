// A world and its devices in browsers. The scenes of one test file share a server and a Chromium, and go on from
// one another.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import path from "node:path";
import { launch, open } from "./browser.mjs";
import { Devhost } from "./devhost.mjs";
import { watch } from "./eyes.mjs";
import { text } from "./text.mjs";
import { until } from "./until.mjs";
import { Wire } from "./wire.mjs";
import { told, world } from "./world.mjs";

export async function stage(name, options) {
  const it = await world(name, options);
  const browser = await launch();
  const wires = [];
  const devices = [];
  after(async () => {
    await browser.close();
    wires.forEach((wire) => wire.close());
  });
  let count = 0;

  /** A device that has never been used, with its page. */
  async function device(named, { size, language = "ja", scheme } = {}) {
    const host = await Devhost.start(path.join(it.dir, `device-${(count += 1)}`), { device: named });
    const page = await open(browser, host.address, { size, language, scheme });
    const made = new Device(named, host, page, language);
    devices.push(made);
    return made;
  }

  /** A device on which a person has signed in and the first sync is done. */
  async function join(person, { named = person.given, server = it.server.url, ...options } = {}) {
    const joined = await device(named, options);
    await joined.rpc("request_code", { server, address: person.mail });
    await joined.rpc("redeem_code", { code: await it.mail.code(person.mail) });
    await joined.settled();
    return joined;
  }

  /** A way to the server of this world. */
  async function wire() {
    const opened = await Wire.open(it.server);
    wires.push(opened);
    return opened;
  }

  let broken;

  /** A test that goes on from those before it; at its end no device may have complained. */
  function scene(title, body) {
    test(title, async (context) => {
      if (broken) return context.skip(`after "${broken}"`);
      broken = title;
      await told(async () => {
        await body();
        devices.forEach((each) => each.quiet());
      })(context);
      broken = undefined;
    });
  }

  return { ...it, browser, device, join, wire, scene };
}

export class Device {
  constructor(named, host, page, language) {
    this.named = named;
    this.host = host;
    this.page = page;
    this.language = language;
    page.setDefaultTimeout(20_000);
    watch(`browser-${named}`, () => page.screenshot());
  }

  /** A text of the app in the language of this device. */
  t(key, gaps) {
    return text(this.language, key, gaps);
  }

  /** A call to the engine, as the page makes it. */
  async rpc(method, params = null) {
    const answer = await this.page.request.post(`${this.host.origin}/rpc`, { data: { method, params } });
    const body = await answer.json();
    if (!answer.ok()) throw Object.assign(new Error(`${method}: ${JSON.stringify(body)}`), body);
    return body;
  }

  /** The first sync is done and nothing waits to be sent. */
  settled() {
    return until("everything is synced", async () => {
      const { phase, status } = await this.rpc("start");
      return phase === "ready" && status.state === "fresh" && status.unsent === 0;
    }, { seconds: 30 });
  }

  /** The button of this name that can be seen. */
  button(key, gaps) {
    return this.page.getByRole("button", { name: this.t(key, gaps), exact: true });
  }

  /** The button of a passing notice, of which there may be several. */
  notice(key, words = "") {
    const notices = this.page.getByRole("region", { name: this.t("app_notices") }).locator(".toast", { hasText: words });
    return notices.getByRole("button", { name: this.t(key), exact: true });
  }

  link(key, gaps) {
    return this.page.getByRole("link", { name: this.t(key, gaps), exact: true });
  }

  /** Waits for words that can be seen. */
  sees(words, within = this.page) {
    return within.getByText(words).filter({ visible: true }).first().waitFor();
  }

  /** Waits until words can be seen nowhere. */
  misses(words, within = this.page) {
    return until(`no "${words}" on the screen`, async () =>
      (await within.getByText(words).filter({ visible: true }).count()) === 0);
  }

  /** A place on the bar or the rail, whatever is unread there. */
  tab(key) {
    const places = this.page.getByRole("navigation", { name: this.t("app_navigation"), exact: true });
    return places.getByRole("link", { name: new RegExp(`^${this.t(key)}`) });
  }

  /** How somebody is called in a sentence. */
  called({ family, given }) {
    return this.t("talk_person", { name: `${family} ${given}` });
  }

  /** Where one writes to somebody. */
  compose(whom) {
    return this.page.getByLabel(this.t("compose_label", { name: this.called(whom) }));
  }

  /** A finger that stays on something until its menu is there. */
  async hold(element) {
    // It stands still, and nothing lies over it.
    await element.tap({ trial: true });
    const { x, y, width, height } = await element.boundingBox();
    const hand = await this.page.context().newCDPSession(this.page);
    await hand.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: x + width / 2, y: y + height / 2 }] });
    await this.page.getByRole("menu").waitFor();
    await hand.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await hand.detach();
  }

  go(to) {
    return this.page.evaluate((hash) => void (location.hash = hash), to);
  }

  /** The chip that tells the truth about sync. */
  chip(words) {
    return this.page.getByTestId("status").filter({ visible: true, hasText: words }).first().waitFor();
  }

  /** One value of the profile, as the engine has it. */
  async field(name) {
    return (await this.rpc("profile")).fields.find((each) => each.field === name);
  }

  /** Changes a value of the profile, as the form does. */
  async setField(name, value) {
    const { text: before, visibility } = await this.field(name);
    const base = { text: before, visibility };
    await this.rpc("set_field", { field: name, base, value: { ...base, ...value } });
  }

  /** Neither an error in the page, nor a broken rule of its content policy, nor a request to anywhere else. */
  quiet() {
    assert.deepEqual(this.page.complaints, []);
  }
}
