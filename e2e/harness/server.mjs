// The real server on its own data folder. It can be stopped and started again at the same address.
import { Group } from "./group.mjs";
import { program } from "./place.mjs";

export class Server {
  static async start(data, { smtp } = {}) {
    const server = new Server(data, smtp);
    await server.start();
    return server;
  }

  #group;
  #listen = "127.0.0.1:0";

  constructor(data, smtp) {
    this.data = data;
    this.smtp = smtp;
  }

  async start() {
    const args = ["serve", "--data", this.data, "--listen", this.#listen];
    args.push(...(this.smtp ? ["--smtp", this.smtp] : ["--demo"]));
    this.#group = Group.start(program("resumex-server"), args);
    this.url = await this.#group.line(/^listening on (http:\S+)/);
    this.#listen = new URL(this.url).host;
  }

  /** Asked to end; killed when told so. */
  async stop(signal) {
    await this.#group.stop(signal);
  }

  /** Hangs: accepts and never answers. */
  pause() {
    this.#group.signal("SIGSTOP");
  }

  resume() {
    this.#group.signal("SIGCONT");
  }

  /** What it said, to look for what must not be in it. */
  get log() {
    return this.#group.said;
  }
}

/** Runs one of the server's own commands on a data folder. */
export function admin(data, ...args) {
  return Group.start(program("resumex-server"), [...args, "--data", data]).finish();
}

/** An organisation with its organizer; gives its id. */
export async function organization(data, { name, kana, kind = "company", organizer }) {
  const said = await admin(
    data, "org", "create", "--name", name, "--kana", kana, "--kind", kind,
    "--organizer-mail", organizer.mail, "--organizer-family", organizer.family, "--organizer-given", organizer.given,
    "--organizer-family-kana", organizer.familyKana ?? "", "--organizer-given-kana", organizer.givenKana ?? "",
  );
  return /^organization (\S+)/m.exec(said)[1];
}

/** A unit of an organisation; gives its id. */
export async function unit(data, org, { name, parent }) {
  const said = await admin(data, "unit", "add", "--org", org, "--name", name, ...(parent ? ["--parent", parent] : []));
  return /^unit (\S+)/m.exec(said)[1];
}

/** A member of an organisation; gives the person's id. */
export async function member(data, org, person) {
  const { mail, family, given, familyKana = "", givenKana = "", status = "alumnus", units = [], cohort, title = "" } = person;
  const said = await admin(
    data, "member", "add", "--org", org, "--mail", mail, "--family", family, "--given", given,
    "--family-kana", familyKana, "--given-kana", givenKana, "--status", status, "--title", title,
    ...units.flatMap((id) => ["--unit", id]), ...(cohort === undefined ? [] : ["--cohort", String(cohort)]),
  );
  return /^person (\S+)/m.exec(said)[1];
}
