// Started programs. Each leads a process group, so that what it starts ends with it, and remembers what it said.
import { spawn, spawnSync } from "node:child_process";
import readline from "node:readline";
import { until } from "./until.mjs";

const live = new Set();

export class Group {
  /** Starts a program. `input` is written to its standard input, which is then closed. */
  static start(file, args, { env = {}, cwd, input, echo = false } = {}) {
    return new Group(file, args, { env, cwd, input, echo });
  }

  #said = [];
  #lines = [];
  #ended;

  constructor(file, args, { env, cwd, input, echo }) {
    this.name = file.split("/").pop();
    this.child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: process.platform !== "win32",
      stdio: ["pipe", "pipe", "pipe"],
    });
    live.add(this);
    this.#ended = new Promise((resolve) => {
      this.child.once("error", (error) => {
        this.#said.push(`could not be started: ${error.message}`);
        resolve();
      });
      this.child.once("exit", resolve);
    });
    for (const [stream, own] of [[this.child.stdout, true], [this.child.stderr, false]]) {
      readline.createInterface({ input: stream }).on("line", (line) => {
        if (own) this.#lines.push(line);
        this.#said.push(line);
        if (this.#said.length > 2000) this.#said.splice(0, 1000);
        if (echo || process.env.RESUMEX_E2E_ECHO) console.error(`${this.name}| ${line}`);
      });
    }
    this.child.stdin.on("error", () => {});
    this.child.stdin.end(input);
  }

  get hasEnded() {
    return this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined;
  }

  /** All it said, for a failure. */
  get said() {
    return this.#said.join("\n");
  }

  /** The first group of the first line of its standard output that matches, as soon as there is one. */
  line(pattern, options) {
    return until(`${this.name} says ${pattern}`, () => {
      for (const line of this.#lines) {
        const found = pattern.exec(line);
        if (found) return found[1] ?? found[0];
      }
      if (this.hasEnded) throw new Error(`${this.name} has ended:\n${this.said}`);
      return null;
    }, options);
  }

  /** Waits for its end and gives its standard output; fails if it failed. */
  async finish() {
    await this.#ended;
    live.delete(this);
    if (this.child.exitCode !== 0) throw new Error(`${this.name} ended with ${this.child.exitCode}:\n${this.said}`);
    return this.#lines.join("\n");
  }

  /** Ends the whole group: asks first, unless told to kill. */
  async stop(signal = "SIGTERM") {
    this.signal(signal);
    const late = setTimeout(() => this.signal("SIGKILL"), 5000);
    await this.#ended;
    clearTimeout(late);
    this.signal("SIGKILL");
    live.delete(this);
  }

  /** Signals the whole group. */
  signal(name) {
    const { pid } = this.child;
    if (pid === undefined) return;
    if (process.platform === "win32") {
      spawnSync("taskkill", ["/T", "/F", "/PID", String(pid)]);
      return;
    }
    try {
      process.kill(-pid, name);
    } catch {
      // Nobody is left in it.
    }
  }
}

/** What the programs that still run have said, for a failing test. */
export function report() {
  return [...live].map((group) => `── ${group.name}\n${group.said}`).join("\n");
}

export async function stopAll() {
  await Promise.all([...live].reverse().map((group) => group.stop()));
}

// Whatever ends the test run ends what it started.
process.on("exit", () => live.forEach((group) => group.signal("SIGKILL")));
// So does the end of what runs the tests, even if it was killed.
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(1), 500).unref();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => process.exit(1));
}
