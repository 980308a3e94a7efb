// A panel of a desktop: it takes icons in and does what a person does with them (StatusNotifierItem, dbusmenu).
import { until } from "../harness/until.mjs";

const WATCHER = "org.kde.StatusNotifierWatcher";
const ITEM = "org.kde.StatusNotifierItem";
const MENU = "com.canonical.dbusmenu";

export class Panel {
  static async start(desktop) {
    const own = desktop.start("/usr/bin/python3", ["-u", "-m", "dbusmock", "--session", WATCHER, "/StatusNotifierWatcher", WATCHER]);
    const mock = (method, ...args) => desktop.call(WATCHER, "/StatusNotifierWatcher", `org.freedesktop.DBus.Mock.${method}`, `string:${WATCHER}`, ...args);
    // The name is there before what it stands for.
    await until("the panel is on the bus", () => mock("AddMethod", "string:RegisterStatusNotifierHost", "string:s", "string:", "string:"));
    await mock("AddProperty", "string:ProtocolVersion", "variant:int32:0");
    await mock("AddProperty", "string:IsStatusNotifierHostRegistered", "variant:boolean:true");
    await mock("AddMethod", "string:RegisterStatusNotifierItem", "string:s", "string:", "string:");
    return new Panel(desktop, own);
  }

  constructor(desktop, own) {
    this.desktop = desktop;
    this.own = own;
  }

  /** The newest icon that was put in. */
  async icon() {
    const said = await until("an icon is put in", () => [...this.own.said.matchAll(/RegisterStatusNotifierItem "([^"]+)"/g)].at(-1));
    return said[1];
  }

  /** What it says when the pointer rests on it. */
  async tip() {
    const said = await this.desktop.call(
      await this.icon(), "/StatusNotifierItem", "org.freedesktop.DBus.Properties.Get", `string:${ITEM}`, "string:ToolTip",
    );
    return [...said.matchAll(/string "([^"]*)"/g)].map(([, words]) => words).join("");
  }

  /** Clicks it. */
  async click() {
    await this.desktop.call(await this.icon(), "/StatusNotifierItem", `${ITEM}.Activate`, "int32:0", "int32:0");
  }

  /** The entries of its menu, each with its number. */
  async menu() {
    const said = await this.desktop.call(await this.icon(), "/MenuBar", `${MENU}.GetLayout`, "int32:0", "int32:-1", "array:string:");
    const entries = [...said.matchAll(/struct \{\s+int32 (\d+)\s+array \[\s+dict entry\(\s+string "label"\s+variant\s+string "([^"]*)"/g)];
    return new Map(entries.map(([, number, words]) => [words, number]));
  }

  /** Chooses an entry of its menu. */
  async choose(words) {
    const number = await until(`"${words}" in the menu`, async () => (await this.menu()).get(words));
    await this.desktop.call(
      await this.icon(), "/MenuBar", `${MENU}.Event`, `int32:${number}`, "string:clicked", "variant:int32:0", "uint32:0",
    );
  }
}
