// The figures that need the real window, each beside its limit in the same run. `cargo xtask bench window` builds and
// starts this; docs/performance-window.md says what is measured, and how.
import { createHash } from "node:crypto";
import path from "node:path";
import { parseArgs } from "node:util";
import { stopAll } from "../harness/group.mjs";
import { program } from "../harness/place.mjs";
import { clicks } from "./click.mjs";
import { prefer } from "./processes.mjs";
import { sizes } from "./size.mjs";
import { Candidate } from "./start.mjs";
import { Store } from "./store.mjs";
import { figure, markdown, part } from "./table.mjs";
import { typing } from "./typing.mjs";

const { values: asked } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    messages: { type: "string", default: "100000" },
    clicked: { type: "string", default: "1000000" },
    runs: { type: "string", default: "15" },
    clicks: { type: "string", default: "150" },
    only: { type: "string", multiple: true, default: ["start", "size", "click", "type"] },
  },
});
/** What a screen with 60 pictures a second takes for one, in milliseconds. */
const FRAME = 16.7;
const tell = (words) => console.error(words);
const wanted = (name) => asked.only.includes(name);

/** Start and memory: the app and its limits, one after the other, so that whatever else the machine does meets all alike. */
async function starts(store) {
  const frames = path.join(store.dir, "home");
  const folder = createHash("sha256").update(store.app).digest("hex").slice(0, 12);
  const bus = `app.resumex.f${folder}.SingleInstance`;
  const app = new Candidate(store.desktop, frames, {
    name: "the app", file: program("resumex"), env: { RESUMEX_DIR: store.app, RESUMEX_LOG: "error" },
    ended: async () => !(await store.desktop.hasName(bus)),
  });
  const tauri = new Candidate(store.desktop, frames, { name: "a minimal Tauri window", file: program("examples/limit-tauri") });
  const webkit = new Candidate(store.desktop, frames, { name: "an empty WebKitGTK window", file: program("examples/limit-webkit") });
  const all = [app, tauri, webkit];
  for (const each of all) await each.learn();
  const runs = Number(asked.runs);
  for (let at = 0; at < runs; at += 1) {
    // Memory hardly differs from run to run.
    for (const each of all) await each.run({ weigh: at < 5 });
    tell(`start ${at + 1} of ${runs}: ${all.map((each) => `${each.name} ${each.starts.at(-1).toFixed(0)} ms`).join(", ")}`);
  }
  const size = `${store.messages.toLocaleString("en")} messages`;
  return [
    figure(`start to painted, ${size}; limit: minimal Tauri window`, "ms", app.starts, tauri.starts, { above: 60 }),
    figure("the same; limit: empty WebKitGTK window", "ms", app.starts, webkit.starts),
    figure("minimal Tauri window; limit: empty WebKitGTK window", "ms", tauri.starts, webkit.starts),
    figure("start to window on the screen", "ms", app.mapped, tauri.mapped),
    figure("processor time until painted; limit: minimal Tauri window", "ms", app.work, tauri.work),
    figure("memory of the running app (PSS); limit: minimal Tauri window", "MB", app.memory, tauri.memory, { above: 25 }),
    figure("the same; limit: empty WebKitGTK window", "MB", app.memory, webkit.memory),
  ];
}

async function clicked(store) {
  const { opened, idle } = await clicks(store.desktop, store.app, Number(asked.clicks));
  const size = `${store.messages.toLocaleString("en")} messages`;
  const of = (list, name) => list.map((each) => each[name]);
  const frames = part(of(idle, "second"), 0.5);
  const at = (name, share) => [part(of(opened, name), share)];
  const limit = (name, share) => [part(of(idle, name), share)];
  if (opened.some(({ shown }) => shown === 0)) throw new Error("a conversation was painted without a message in sight");
  return [
    figure(`click to painted, p50, ${size}; limit: one word changed`, "ms", at("second", 0.5), limit("second", 0.5)),
    figure("click to painted, p99", "ms", at("second", 0.99), limit("second", 0.99)),
    figure("click to painted, p50, without the frames of the limit", "ms", [at("second", 0.5)[0] - frames]),
    figure("click to painted, p99, without the frames of the limit", "ms", [at("second", 0.99)[0] - frames], [], { at_most: 16 }),
    figure("click to messages in the page, p50", "ms", at("content", 0.5), limit("content", 0.5)),
    figure("click to messages in the page, p99", "ms", at("content", 0.99), limit("content", 0.99)),
    figure(`frames in which something moved after the first paint, of ${opened.length} clicks`, "",
      [of(opened, "shifts").reduce((sum, each) => sum + each, 0)], [], { at_most: 0 }),
  ];
}

async function typed(store) {
  const { during, after, sought } = await typing(store, Number(asked.clicks), tell);
  const of = (list, name, share) => [part(list.map((each) => each[name]), share)];
  const size = `${store.messages.toLocaleString("en")} messages`;
  const both = (share) => [of(during, "second", share), of(after, "second", share), { above: FRAME }];
  return [
    figure(`key to painted while a first sync of ${size} runs, p50; limit: after it`, "ms", ...both(0.5)),
    figure("the same, p99", "ms", ...both(0.99)),
    figure(`key to results in the page, search in ${size}, p50; limit: a key in a message`, "ms", of(sought, "content", 0.5), of(after, "content", 0.5)),
    figure("key to results painted, p50", "ms", of(sought, "second", 0.5), of(after, "second", 0.5)),
    figure("the same, p99", "ms", of(sought, "second", 0.99), of(after, "second", 0.99)),
  ];
}

async function within(messages, measure) {
  const store = await Store.open(messages, tell);
  prefer(process.pid);
  try {
    return await measure(store);
  } finally {
    await store.close();
  }
}

try {
  const figures = [];
  if (wanted("start")) figures.push(...(await within(Number(asked.messages), starts)));
  if (wanted("size")) figures.push(...sizes());
  if (wanted("click")) figures.push(...(await within(Number(asked.clicked), clicked)));
  if (wanted("type")) figures.push(...(await within(Number(asked.messages), typed)));
  console.log(asked.json ? JSON.stringify(figures) : markdown(figures));
} finally {
  await stopAll();
}
process.exit(0);
