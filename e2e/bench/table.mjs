// Figures as `crates/bench` gives them, so that both go into one table.

/** The value at a part of some values, from 0 to 1. */
export function part(values, at) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.round((sorted.length - 1) * at)] ?? NaN;
}

/** A figure: values, those of its limit, and what is to be reached: `{ at_most }`, `{ above }` (the limit) or nothing. */
export function figure(name, unit, real, limit = [], goal = null) {
  const [middle, floor] = [part(real, 0.5), part(limit, 0.5)];
  const ratio = limit.length > 0 ? middle / floor : null;
  let reached = null;
  if (goal?.at_most !== undefined) reached = middle <= goal.at_most;
  if (goal?.above !== undefined) reached = middle <= floor + goal.above;
  return { name, unit, real, limit, ratio, goal, reached };
}

/** The figures as one table in Markdown. */
export function markdown(figures) {
  const head = ["figure", "measured, median (least–most)", "limit, in the same run", "ratio", "goal", "reached"];
  const lines = figures.map(({ name, unit, real, limit, ratio, goal, reached }) => [
    name, spread(real, unit), spread(limit, unit), ratio === null ? "–" : `${ratio.toFixed(2)}×`, aim(goal, unit),
    reached === null ? "–" : reached ? "yes" : "no",
  ]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function spread(values, unit) {
  if (values.length === 0) return "–";
  if (values.length === 1) return `${short(values[0])} ${unit}`;
  return `${short(part(values, 0.5))} ${unit} (${short(part(values, 0))}–${short(part(values, 1))})`;
}

function aim(goal, unit) {
  if (goal?.at_most !== undefined) return `≤ ${goal.at_most} ${unit}`;
  return goal?.above === undefined ? "–" : `≤ limit + ${goal.above} ${unit}`;
}

const short = (value) => value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2).replace(/\.0+$/, "");
