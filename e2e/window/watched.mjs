// What comes of what is shown: the calls of a page, the rules it breaks, and every way out of this machine.
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { after } from "node:test";
import { BY_TEST } from "../harness/app.mjs";
import { until } from "../harness/until.mjs";

let count = 0;

/** A proxy for everything that is not on this machine: it lets nothing through and remembers what was wanted. */
export async function wayOut() {
  const wanted = [];
  const own = net.createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", (bytes) => {
      wanted.push(bytes.toString("latin1").split("\r\n")[0]);
      socket.destroy();
    });
  });
  own.listen(0, "127.0.0.1");
  await once(own, "listening");
  after(() => own.close());
  const proxy = `http://127.0.0.1:${own.address().port}`;
  const env = { no_proxy: "127.0.0.1,localhost", NO_PROXY: "127.0.0.1,localhost" };
  for (const name of ["http_proxy", "https_proxy", "all_proxy"]) Object.assign(env, { [name]: proxy, [name.toUpperCase()]: proxy });
  return { wanted, env };
}

/** The app as `untouched` asks for it: what its page did since the last time, and what it complained about. */
export async function watched(app, { wanted }) {
  const page = {
    calls: [],
    complaints: [],
    async evaluate(ask) {
      const { value, calls, complaints } = await app.driver.executeScript(`${TAKE} return { ...take(), value: (${ask})() };`);
      page.calls.push(...calls);
      page.complaints.push(...complaints);
      // What a script cannot have is not there, as in a browser's own protocol.
      return value ?? undefined;
    },
  };
  await app.driver.executeScript(WATCH, BY_TEST);
  return {
    page,
    /** No error, no broken rule of the content policy, and nobody who wanted to leave this machine. */
    quiet() {
      assert.deepEqual(page.complaints, []);
      assert.deepEqual(wanted, []);
    },
    /**
     * Somebody who leaves this machine is seen, and until now there was nobody else. A preconnection is the one thing that
     * no content policy holds.
     */
    async alone() {
      const own = `elsewhere-${(count += 1)}.example`;
      await app.driver.executeScript(
        "document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: arguments[0] }))",
        `https://${own}/`,
      );
      const line = await until("the way out is seen", () => wanted.find((each) => each.startsWith(`CONNECT ${own}:443`)));
      assert.deepEqual(wanted.splice(0).filter((each) => each !== line), []);
    },
  };
}

// Runs in the page: from here on it writes down what happens.
const WATCH = `
  const [byTest] = arguments;
  const seen = { calls: [], complaints: [] };
  Object.defineProperty(window, "resumexSeen", { value: seen });
  const own = window.fetch;
  window.fetch = (input, options) => {
    const address = String(input.url ?? input);
    if (!address.startsWith("ipc://localhost/")) seen.complaints.push("a request to " + address);
    else if (!(new Headers(options?.headers).has(byTest))) {
      const command = decodeURIComponent(address.slice("ipc://localhost/".length));
      seen.calls.push(command === "rpc" ? JSON.parse(options.body).method : command);
    }
    return own(input, options);
  };
  addEventListener("error", (event) => seen.complaints.push("error: " + event.message), true);
  addEventListener("unhandledrejection", (event) => seen.complaints.push("error: " + event.reason));
  document.addEventListener("securitypolicyviolation", (event) =>
    seen.complaints.push(event.effectiveDirective + " refused " + event.blockedURI));
`;

const TAKE = "const take = () => ({ calls: resumexSeen.calls.splice(0), complaints: resumexSeen.complaints.splice(0) });";
