// From the start of a program to its picture on the screen, and what its processes take.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { below, busy, prefer, weight } from "./processes.mjs";
import { same, Screen, Sight } from "./screen.mjs";
import { until } from "../harness/until.mjs";

/** So much of the picture must be there; the rest is a clock, or a number that has moved. */
const THERE = 0.95;
/** How often the screen is looked at, in milliseconds. */
const EVERY = 2;
/** How long a program may take, in milliseconds. */
const LONGEST = 60_000;
/** How long nothing may have moved before a picture is the finished one, in milliseconds. */
const STILL = 3000;

/** A program and the part of its window that is waited for. */
export class Candidate {
  constructor(desktop, frames, { name, file, env = {}, ended = () => true }) {
    this.name = name;
    this.desktop = desktop;
    this.file = file;
    this.env = env;
    this.ended = ended;
    this.screen = new Screen(frames);
    this.starts = [];
    this.mapped = [];
    this.work = [];
    this.memory = [];
  }

  /** Starts it twice and takes what is on the screen in the end, both times, as what is waited for. */
  async learn() {
    const empty = this.screen.picture();
    for (let time = 0; time < 2; time += 1) {
      const child = this.#spawn();
      const picture = await this.#rest(empty);
      if (this.sight && this.sight.look().there < THERE) throw new Error(`${this.name} does not show the same each time`);
      this.sight ??= new Sight(this.screen, empty, picture);
      if (this.sight.count < 100) throw new Error(`${this.name} shows next to nothing`);
      await this.#end(child);
    }
  }

  /** The picture as soon as there is one and nothing has moved for a while. */
  async #rest(empty) {
    const begun = performance.now();
    let last = empty;
    let since = begun;
    while (performance.now() - since < STILL || same(last, empty)) {
      await pause(100);
      const now = this.screen.picture();
      if (!same(now, last)) [last, since] = [now, performance.now()];
      if (performance.now() - begun > LONGEST) throw new Error(`${this.name} shows nothing, or never comes to rest`);
    }
    return last;
  }

  /** Starts it and waits until its picture is there. With `weigh` its memory is taken when it has come to rest. */
  async run({ weigh = false } = {}) {
    const begun = performance.now();
    const child = this.#spawn();
    let mapped;
    for (;;) {
      await pause(EVERY);
      const { there, gone } = this.sight.look();
      const at = performance.now() - begun;
      if (mapped === undefined && gone > 0) mapped = at;
      if (there >= THERE) {
        this.starts.push(at);
        this.mapped.push(mapped);
        this.work.push(busy(child.pid));
        break;
      }
      if (at > LONGEST || child.exitCode !== null) throw new Error(`${this.name} did not show what it showed before: ${there}`);
    }
    if (weigh) {
      await pause(STILL);
      this.memory.push(weight(child.pid));
    }
    await this.#end(child);
  }

  #spawn() {
    const env = { ...process.env, ...this.desktop.env, ...this.env };
    const child = spawn(this.file, [], { env, detached: true, stdio: "ignore" });
    prefer(child.pid);
    return child;
  }

  async #end(child) {
    const family = below(child.pid);
    const exited = new Promise((resolve) => child.once("exit", resolve));
    process.kill(-child.pid, "SIGKILL");
    await exited;
    await until(`${this.name} has ended`, async () => !family.some((pid) => existsSync(`/proc/${pid}`)) && (await this.ended()));
    await until("the window is gone", () => this.sight === undefined || this.sight.look().gone === 0);
  }
}
