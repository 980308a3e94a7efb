// The app for a browser: a device of its own, behind HTTP on this machine.
import { join } from "node:path";
import { Group } from "./group.mjs";
import { pages, program } from "./place.mjs";

export class Devhost {
  static async start(dir, { device = "Browser" } = {}) {
    const group = Group.start(program("resumex-devhost"), ["--dir", dir, "--ui", pages, "--port", "0", "--device", device]);
    const address = await group.line(/^open (http:\S+)/);
    return new Devhost(group, address, dir);
  }

  #cookie;

  constructor(group, address, dir) {
    this.group = group;
    /** Where a person finds what they save. */
    this.downloads = join(dir, "downloads");
    /** Opens the app once. */
    this.address = address;
    this.origin = new URL(address).origin;
  }

  /** Becomes the page itself: exchanges the one-time token and calls without a browser. */
  async rpc(method, params = null) {
    await this.#enter();
    const answer = await fetch(`${this.origin}/rpc`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: this.#cookie },
      body: JSON.stringify({ method, params }),
    });
    const body = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(`${method}: ${JSON.stringify(body)}`), body);
    return body;
  }

  /** Lets a browser's pages in, in place of the address, which lets in only once. */
  async admit(context) {
    await this.#enter();
    const [name, value] = this.#cookie.split("=");
    await context.addCookies([{ name, value, url: this.origin }]);
  }

  async #enter() {
    if (this.#cookie) return;
    const answer = await fetch(this.address, { redirect: "manual" });
    this.#cookie = answer.headers.get("set-cookie").split(";")[0];
  }

  /** Does nothing until it is resumed, like a device that sleeps. */
  pause() {
    this.group.signal("SIGSTOP");
  }

  resume() {
    this.group.signal("SIGCONT");
  }

  stop() {
    return this.group.stop();
  }
}
