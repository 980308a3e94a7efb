// A desktop for one test: a display, a session bus, a keyring. Each is a program of its own with a home of its own, so
// that nothing of the person who runs the tests is read or written.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Group } from "./group.mjs";
import { find } from "./place.mjs";
import { until } from "./until.mjs";

export const PASSWORD = "an e2e password";

const BARE_BUS = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>`;

/** Before a command: runs it as somebody who is not root, even for root. Whom its files belong to does not change. */
const UNPRIVILEGED = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"];

export class Desktop {
  /**
   * With `services: false` nothing can be started by asking for it on the bus: a machine without a keystore. With
   * `unprivileged` nothing on it finds itself root: there are programs that refuse. What it shows lies in a file of the
   * folder `frames`, if one is named.
   */
  static async start(home, { width = 1280, height = 900, services = true, unprivileged = false, frames } = {}) {
    const runtime = path.join(home, "run");
    mkdirSync(runtime, { recursive: true, mode: 0o700 });
    const display = Group.start(find("Xvfb"), [
      "-displayfd", "1", "-screen", "0", `${width}x${height}x24`, "-nolisten", "tcp", "-noreset",
      ...(frames ? ["-fbdir", frames] : []),
    ]);
    const number = await display.line(/^(\d+)$/);
    const env = {
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      XDG_CONFIG_HOME: path.join(home, "config"),
      XDG_DATA_HOME: path.join(home, "data"),
      XDG_CACHE_HOME: path.join(home, "cache"),
      DISPLAY: `:${number}`,
      WAYLAND_DISPLAY: "",
      LANG: "C.UTF-8",
      GTK_A11Y: "none",
      NO_AT_BRIDGE: "1",
    };
    const config = path.join(home, "bus.conf");
    writeFileSync(config, BARE_BUS);
    const before = unprivileged && process.getuid() === 0 ? UNPRIVILEGED : [];
    const desktop = new Desktop(env, before, display);
    const bus = desktop.start(find("dbus-daemon"), [services ? "--session" : `--config-file=${config}`, "--nofork", "--print-address=1"]);
    env.DBUS_SESSION_BUS_ADDRESS = await bus.line(/^(unix:\S+)/);
    return desktop;
  }

  #groups;
  #keyring;
  #before;

  constructor(env, before, ...groups) {
    this.env = env;
    this.#before = before;
    this.#groups = groups;
  }

  /** The keyring of a person who has signed in to the machine. */
  unlockKeyring() {
    return this.#startKeyring(["--unlock"], PASSWORD);
  }

  /** The keyring as it is when nobody has given its password. */
  lockedKeyring() {
    return this.#startKeyring([], undefined);
  }

  async #startKeyring(args, input) {
    await this.#keyring?.stop();
    this.#keyring = this.#begin(find("gnome-keyring-daemon"), ["--foreground", "--components=secrets", ...args], { input });
    await until("the keyring is on the bus", () => this.hasName("org.freedesktop.secrets"));
  }

  /** Ends it: by force, with another signal. */
  async stopKeyring(signal) {
    await this.#keyring?.stop(signal);
    this.#keyring = undefined;
    await until("the keyring is off the bus", async () => !(await this.hasName("org.freedesktop.secrets")));
  }

  /** Answers the keyring's password dialogue as a person does; without a password, closes it. */
  async answerKeyring(password) {
    const dialogue = ["search", "--onlyvisible", "--class", "[gG]cr"];
    const window = await until("the password dialogue", () => this.run("xdotool", dialogue));
    const keys = password === null ? ["key", "Escape"] : ["type", "--delay", "5", password];
    await this.run("xdotool", ["windowfocus", "--sync", window, ...keys]);
    if (password !== null) await this.run("xdotool", ["key", "Return"]);
    await until("the dialogue has gone", () => this.run("xdotool", dialogue).then(() => false, () => true));
  }

  /** Takes the keyboard from every window, as another window does that comes in front. */
  async lookAway() {
    await this.run("xdotool", ["mousemove", "1279", "899", "windowfocus", "1"]);
  }

  /** A service for notices that writes down each call; gives its log. */
  async startNotices() {
    const notices = this.start("/usr/bin/python3", [
      "-u", "-m", "dbusmock", "--session", "--template", "notification_daemon",
    ]);
    await until("the notices are on the bus", () => this.hasName("org.freedesktop.Notifications"));
    return notices;
  }

  /** What the service for notices says when the person clicks one. */
  clickNotice(id) {
    return this.run("dbus-send", [
      "--session", "--type=signal", "/org/freedesktop/Notifications",
      "org.freedesktop.Notifications.ActionInvoked", `uint32:${id}`, "string:default",
    ]);
  }

  /** Whether somebody on the session bus has this name. */
  async hasName(name) {
    const said = await this.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", `string:${name}`);
    return said.includes("boolean true");
  }

  /** Calls a method on the session bus. */
  call(destination, object, method, ...args) {
    return this.run("dbus-send", ["--session", "--print-reply", `--dest=${destination}`, object, method, ...args]);
  }

  /** Runs a program on this desktop to its end. */
  run(command, args) {
    return this.#begin(find(command), args).finish();
  }

  /** Starts a program on this desktop. */
  start(file, args, env = {}) {
    const group = this.#begin(file, args, { env });
    this.#groups.unshift(group);
    return group;
  }

  #begin(file, args, { env = {}, ...options } = {}) {
    const [first, ...rest] = [...this.#before, file, ...args];
    return Group.start(first, rest, { ...options, env: { ...this.env, ...env } });
  }

  async stop() {
    await this.#keyring?.stop();
    for (const group of this.#groups) await group.stop();
  }
}
