// Typing Japanese as a person does: a real input method (IBus with Mozc) between the keys and the window.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { find } from "../harness/place.mjs";
import { until } from "../harness/until.mjs";

/** What of it this machine lacks: nothing, or a package. */
export function lacking() {
  const parts = { ibus: "/usr/bin/ibus-daemon", "ibus-mozc": "/usr/lib/ibus-mozc/ibus-engine-mozc" };
  const immodules = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];
  const missing = Object.keys(parts).filter((name) => !existsSync(parts[name]));
  if (!immodules.some((lib) => existsSync(path.join(lib, "gtk-3.0/3.0.0/immodules/im-ibus.so")))) missing.push("ibus-gtk3");
  return missing;
}

/** From the first key on what is typed is Japanese, as after the key beside the 1. */
const MOZC = `engines { name: "mozc-jp" longname: "Mozc" layout: "default" rank: 80 }
active_on_launch: True
`;

/** Nothing else can be chosen. */
const IBUS = `[org/freedesktop/ibus/general]
preload-engines=['mozc-jp']
`;

/** Starts it on a desktop; the programs that are started there from now on take their keys through it. */
export async function startJapanese(desktop) {
  const { XDG_CONFIG_HOME: config } = desktop.env;
  for (const [file, text] of [["mozc/ibus_config.textproto", MOZC], ["glib-2.0/settings/keyfile", IBUS]]) {
    mkdirSync(path.dirname(path.join(config, file)), { recursive: true });
    writeFileSync(path.join(config, file), text);
  }
  Object.assign(desktop.env, { GTK_IM_MODULE: "ibus", XMODIFIERS: "@im=ibus", GSETTINGS_BACKEND: "keyfile" });
  desktop.start(find("ibus-daemon"), ["--cache=none", "--replace"]);
  await until("the input method is Japanese", () => chooseJapanese(desktop), { seconds: 30 });
}

/** Chooses it, as from the menu of the input methods; says whether it is chosen now. */
export async function chooseJapanese(desktop) {
  // It says that it failed where it could not change the keyboard's layout as well.
  await desktop.run("ibus", ["engine", "mozc-jp"]).catch(() => undefined);
  return (await desktop.run("ibus", ["engine"])).trim() === "mozc-jp";
}

/** Ends what of it went on in a session of its own: Mozc's server outlives whoever asked for it. */
export async function endJapanese(desktop) {
  const home = `HOME=${desktop.env.HOME}`;
  const own = () => readdirSync("/proc").filter((id) => /^\d+$/.test(id)).map(Number).filter((id) => {
    try {
      const [file] = readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
      return path.basename(file).startsWith("mozc_") && readFileSync(`/proc/${id}/environ`, "utf8").split("\0").includes(home);
    } catch {
      // It has just ended, or is nobody's business.
      return false;
    }
  });
  await until("Mozc has ended", () => {
    const left = own();
    for (const id of left) process.kill(id, "SIGKILL");
    return left.length === 0;
  });
}
