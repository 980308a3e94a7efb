// A process and what it has started, as Linux tells it.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** A process and all it has started. */
export function below(pid) {
  const parents = new Map();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = told(`/proc/${name}/stat`);
    if (stat) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const family = [pid];
  for (const one of family) for (const [child, parent] of parents) if (parent === one) family.push(child);
  return family;
}

/** Proportional set size of a process and all it has started, in megabytes: what several share is divided among them. */
export function weight(pid) {
  const kilobytes = below(pid).map((each) => Number(/^Pss:\s+(\d+) kB/m.exec(told(`/proc/${each}/smaps_rollup`))?.[1] ?? 0));
  return (sum(kilobytes) * 1024) / 1e6;
}

/** What the processors have done for a process and all it has started, in milliseconds. */
export function busy(pid) {
  const threads = below(pid).flatMap((each) => entries(`/proc/${each}/task`).map((thread) => `/proc/${each}/task/${thread}/schedstat`));
  return sum(threads.map((file) => Number(told(file).split(" ")[0]))) / 1e6;
}

/**
 * Lets it and all it has started go before the other programs of a machine that has other work, where the system permits
 * that. Not with a real-time policy: the web view's locks spin, and would keep whoever holds them from going on.
 */
export function prefer(pid) {
  for (const each of below(pid)) {
    try {
      writeFileSync(`/proc/${each}/autogroup`, "-19");
    } catch {
      // Not permitted, or it has ended: it is measured beside the other work.
    }
  }
}

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** Empty when the process has ended meanwhile. */
function told(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function entries(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
