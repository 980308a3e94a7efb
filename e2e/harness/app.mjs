// The app in its real window, driven through tauri-driver and WebKitWebDriver.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { Builder, By, Capabilities } from "selenium-webdriver";
import path from "node:path";
import { watch } from "./eyes.mjs";
import { find, program } from "./place.mjs";
import { until } from "./until.mjs";

/** The header of a call that a test makes. */
export const BY_TEST = "x-by-test";

export class App {
  /** An app on a desktop, with a data folder and an environment of its own; it is not started yet. */
  constructor(desktop, dir, { language = "ja", env = {} } = {}) {
    this.desktop = desktop;
    this.dir = dir;
    this.language = language;
    this.env = env;
    watch(`window-${path.basename(dir)}`, () => this.picture());
  }

  /** Starts the app, with the arguments of its command line, and waits until its page has drawn something. */
  async start(...args) {
    await this.open(...args);
    await this.see("h1, main");
    // The web view speaks the machine's language only where that locale is installed. Without a key nothing can be chosen.
    await this.rpc("set_preferences", { language: this.language, theme: "light" }).catch(async (error) => {
      if (["signed_out", "first_sync", "ready"].includes((await this.rpc("start")).phase)) throw error;
    });
  }

  /** Starts the app and lets the driver reach its page, whether or not it shows. */
  async open(...args) {
    const [port, native] = [await freePort(), await freePort()];
    this.group = this.desktop.start(
      process.env.TAURI_DRIVER ?? find("tauri-driver"),
      ["--port", String(port), "--native-port", String(native), "--native-driver", find("WebKitWebDriver")],
      { RESUMEX_DIR: this.dir, RESUMEX_LOG: "info", RUST_BACKTRACE: "0", ...this.env },
    );
    const server = `http://127.0.0.1:${port}/`;
    await until("tauri-driver answers", async () => (await fetch(`${server}status`)).ok);
    const wanted = new Capabilities();
    wanted.setBrowserName("wry");
    wanted.set("tauri:options", { application: program("resumex"), args });
    this.driver = await new Builder().usingServer(server).withCapabilities(wanted).build();
  }

  /** The driver ends the app as it is, in the middle of whatever it does; nothing may depend on a farewell. */
  async quit() {
    await this.driver.quit();
    await this.ended();
  }

  /** Ends what drove the app, and waits until the app has left as well: the next start would be handed to it. */
  async ended() {
    await this.group.stop();
    await until("the app has ended", async () => !(await this.runs()));
  }

  /** Whether it runs: while it does, it holds the name of the one instance (folder.rs) on the bus. */
  runs() {
    const folder = createHash("sha256").update(this.dir).digest("hex").slice(0, 12);
    return this.desktop.hasName(`app.resumex.f${folder}.SingleInstance`);
  }

  async restart() {
    await this.quit();
    await this.start();
  }

  /** The element that a selector finds and that can be seen, as soon as there is one. */
  see(selector, options) {
    return until(`${selector} is shown`, async () => {
      for (const element of await this.driver.findElements(By.css(selector))) {
        if (await element.isDisplayed()) return element;
      }
      return null;
    }, options);
  }

  /** The button, link, tab or choice of this name, as soon as there is one that can be used. */
  button(name, options) {
    return until(`a button called ${name}`, () => this.driver.executeScript(FIND_BUTTON, name), options);
  }

  async press(name, options) {
    const button = await this.button(name, options);
    await button.click();
  }

  /** Replaces what is in a field. */
  async write(selector, text) {
    const field = await this.see(selector);
    await field.clear();
    await field.sendKeys(text);
  }

  /** Waits for a text anywhere on the screen. */
  sees(text, options) {
    return until(`"${text}" on the screen`, async () => (await this.words()).includes(text), options);
  }

  /** Waits until a text is nowhere on the screen. */
  misses(text, options) {
    return until(`no "${text}" on the screen`, async () => !(await this.words()).includes(text), options);
  }

  /** All the words on the screen. */
  words() {
    return this.driver.executeScript("return document.body.innerText");
  }

  /** Takes the page to a place of the app. */
  go(path) {
    return this.driver.executeScript("location.hash = arguments[0]", path);
  }

  /** The place of the app that the page shows. */
  place() {
    return this.driver.executeScript("return location.hash");
  }

  /** A call to the engine, as the page makes it; a header tells it from the page's own. */
  rpc(method, params = null) {
    return this.driver.executeAsyncScript(
      "const [method, params, headers, done] = arguments;" +
        "window.__TAURI_INTERNALS__.invoke('rpc', { method, params }, { headers }).then((ok) => done({ ok }), (error) => done({ error }))",
      method, params, { [BY_TEST]: "1" },
    ).then(({ ok, error }) => {
      if (error) throw Object.assign(new Error(`${method}: ${JSON.stringify(error)}`), error);
      return ok;
    });
  }

  /** A picture, two frames after the last change. */
  async picture() {
    await this.driver.executeAsyncScript(
      "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))",
    );
    return Buffer.from(await this.driver.takeScreenshot(), "base64");
  }
}

// Runs in the page. The name is the label or the words inside; a row of a list goes by one of its lines.
const FIND_BUTTON = `
  const [name] = arguments;
  const roles = "button, a[href], label, [role=button], [role=tab], [role=menuitem], [role=radio]";
  const usable = [...document.querySelectorAll(roles)].filter((one) => !one.disabled && one.getClientRects().length > 0);
  const words = (one) => (one.getAttribute("aria-label") ?? one.innerText).trim();
  return usable.find((one) => words(one) === name) ?? usable.find((one) => words(one).split("\\n").some((line) => line.trim().startsWith(name))) ?? null;
`;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
