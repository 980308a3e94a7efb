// Devices of people of the demo world, without pages.
import path from "node:path";
import { Devhost } from "../devhost.mjs";
import { until } from "../until.mjs";

export class Devices {
  #count = 0;

  /** Devices in a world: its folder, its mail box and its server. */
  constructor({ dir, mail, server }) {
    this.dir = dir;
    this.mail = mail;
    this.server = server;
  }

  /** A device that has never been used. */
  fresh(named) {
    return Devhost.start(path.join(this.dir, `device-${(this.#count += 1)}`), { device: named });
  }

  /** A device on which somebody has signed in, by the key of their address, and the first sync is done. */
  async join(key, { named = key, server = this.server.url } = {}) {
    const host = await this.fresh(named);
    const address = `${key}@example.test`;
    await host.rpc("request_code", { server, address });
    await host.rpc("redeem_code", { code: await this.mail.code(address) });
    await settled(host);
    return host;
  }
}

/** The first sync is done and nothing waits to be sent. */
export function settled(host) {
  return until("everything is synced", async () => {
    const { phase, status } = await host.rpc("start");
    return phase === "ready" && status.state === "fresh" && status.unsent === 0;
  }, { seconds: 60 });
}

/** Changes a value of the profile, as the form does. */
export async function setField(host, field, value) {
  const { text, visibility } = (await host.rpc("profile")).fields.find((each) => each.field === field);
  const base = { text, visibility };
  await host.rpc("set_field", { field, base, value: { ...base, ...value } });
}
