// The store that is measured: of a person whose conversations hold so many messages, read from a real server into the real
// app with the keyring's key. It is made once and kept in the target folder: making it takes minutes.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { App } from "../harness/app.mjs";
import { Desktop } from "../harness/desktop.mjs";
import { Group } from "../harness/group.mjs";
import { MailBox } from "../harness/mail.mjs";
import { program, target } from "../harness/place.mjs";
import { admin, organization } from "../harness/server.mjs";
import { COMPANY, HANAKO, signIn } from "../harness/world.mjs";
import { fill, Voice, whole } from "./fill.mjs";
import { prefer } from "./processes.mjs";

const CONVERSATIONS = 200;
const FAMILY = "佐藤 鈴木 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 森".split(" ");
const GIVEN = "陽子 健一 真由美 大輔 美咲 翔太 由紀 拓也 恵子 直樹".split(" ");

export class Store {
  /** The store of so many messages, made if it is not there; its server runs. */
  static async open(messages, tell) {
    const dir = path.join(target, "bench", `window-${messages}`);
    const note = path.join(dir, "made.json");
    const store = new Store();
    store.dir = dir;
    store.app = path.join(dir, "app");
    store.made = existsSync(note);
    if (store.made) Object.assign(store, JSON.parse(readFileSync(note, "utf8")));
    else rmSync(dir, { recursive: true, force: true });
    mkdirSync(path.join(dir, "home"), { recursive: true });
    store.desktop = await Desktop.start(path.join(dir, "home"), { frames: path.join(dir, "home") });
    await store.desktop.unlockKeyring();
    prefer(process.pid);
    if (!store.made) {
      await store.#make(messages, tell);
      writeFileSync(note, JSON.stringify({ messages: store.messages, listen: store.listen, conversations: store.conversations }));
    }
    await store.#serve();
    return store;
  }

  async #make(messages, tell) {
    const mail = await MailBox.open();
    const data = path.join(this.dir, "server");
    const org = await organization(data, { ...COMPANY, organizer: HANAKO });
    const addresses = [];
    for (let at = 0; at < CONVERSATIONS; at += 1) {
      const address = `m${at}@example.test`;
      const [family, given] = [FAMILY[at % FAMILY.length], GIVEN[Math.floor(at / FAMILY.length)]];
      await admin(data, "member", "add", "--org", org, "--mail", address, "--family", family, "--given", given,
        "--family-kana", "", "--given-kana", "", "--status", "alumnus", "--title", "");
      addresses.push(address);
    }
    await this.#serve(["--smtp", mail.url]);
    const url = `http://${this.listen}`;
    tell(`${CONVERSATIONS} people sign in`);
    const one = await Voice.signIn(url, HANAKO.mail, mail);
    const others = [];
    for (const address of addresses) others.push(await Voice.signIn(url, address, mail));
    const begun = performance.now();
    const filled = await fill({ org, one, others, messages, tell: (done) => tell(`${done} messages at the server`) });
    tell(`${filled.messages} messages at the server in ${seconds(begun)} s`);
    Object.assign(this, filled);

    const app = new App(this.desktop, this.app);
    await app.start();
    const synced = performance.now();
    await signIn(app, url, HANAKO.mail, mail);
    await whole(app, this.conversations);
    tell(`read by the app in ${seconds(synced)} s`);
    await app.quit();
    await this.#server.stop();
    await mail.close();
  }

  #server;

  async #serve(mail = ["--demo"]) {
    this.#server = Group.start(program("resumex-server"), [
      "serve", "--data", path.join(this.dir, "server"), "--listen", this.listen ?? "127.0.0.1:0", ...mail,
    ]);
    this.listen = new URL(await this.#server.line(/^listening on (http:\S+)/)).host;
    prefer(process.pid);
  }

  /** The server starts anew, and sends its mails to another place. */
  async serveAgain(mail) {
    await this.#server.stop();
    await this.#serve(mail);
  }

  async close() {
    await this.#server.stop();
    await this.desktop.stop();
  }
}

const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);
