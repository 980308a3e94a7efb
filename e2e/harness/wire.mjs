// The way between a device and the server: a request can be held on it, and an answer can be lost.
import { once } from "node:events";
import http from "node:http";

export class Wire {
  static async open(server) {
    const wire = new Wire(server);
    wire.#own.listen(0, "127.0.0.1");
    await once(wire.#own, "listening");
    wire.url = `http://127.0.0.1:${wire.#own.address().port}`;
    return wire;
  }

  #own;
  #holds = new Map();
  #lost = new Set();

  constructor(server) {
    this.#own = http.createServer((request, response) => void this.#carry(server, request, response));
  }

  /** Requests to this path wait, after so many that pass, until it is released. */
  hold(path, { after = 0 } = {}) {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    this.#holds.set(path, { passes: after, released, release });
  }

  release(path) {
    this.#holds.get(path)?.release();
    this.#holds.delete(path);
  }

  /** The server carries the next request to this path out, and its answer never arrives. */
  loseAnswer(path) {
    this.#lost.add(path);
  }

  close() {
    this.#own.closeAllConnections();
    this.#own.close();
  }

  async #carry(server, request, response) {
    const hold = this.#holds.get(request.url);
    if (hold && hold.passes-- <= 0) await hold.released;
    const { hostname, port } = new URL(server.url);
    const { method, url, headers } = request;
    const onward = http.request({ hostname, port, method, path: url, headers }, (answer) => {
      if (this.#lost.delete(url)) {
        answer.resume().on("end", () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  }
}
