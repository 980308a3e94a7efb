// From the click on a conversation to the frame after its messages are painted, in the real window, with real clicks of
// the driver; and whether anything moves afterwards.
import { App } from "../harness/app.mjs";
import { until } from "../harness/until.mjs";
import { prefer } from "./processes.mjs";

const ROW = "a[href^='#/messages/']";

/** Clicks through conversations; gives a measurement per click, and as many of a click that changes one word. */
export async function clicks(desktop, dir, count, env = {}) {
  const app = new App(desktop, dir, { env });
  await app.start();
  prefer(process.pid);
  try {
    await app.go("/messages");
    await app.see(ROW);
    await until("nothing is under way", async () => (await app.rpc("status")).state === "fresh", { seconds: 60 });
    await app.driver.executeScript(PROBE);
    const found = { opened: [], idle: [] };
    for (let at = 0; at < count; at += 1) {
      found.opened.push(await clicked(app, "return bench.row(arguments[0])", at));
      found.idle.push(await clicked(app, "return bench.button", at));
    }
    return found;
  } finally {
    await app.quit();
  }
}

async function clicked(app, find, at) {
  const element = await app.driver.executeScript(find, at);
  await element.click();
  return app.driver.executeAsyncScript("const done = arguments[0]; bench.result.then(done)");
}

// Runs in the page. Times are milliseconds since the event that the click made.
const PROBE = `
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  // A message of a channel comes after the frame has been laid out and painted.
  const painted = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    requestAnimationFrame(() => port2.postMessage(0));
  });
  const WATCHED = 20;

  const button = document.createElement("button");
  button.style.cssText = "position:fixed;z-index:99;right:0;top:0;width:24px;height:24px";
  document.body.append(button);

  const bubbles = () => [...document.querySelectorAll("[data-message]")];
  /** Where everything stands that can be seen of a conversation. */
  const places = () => {
    const box = document.querySelector("[role=log]").getBoundingClientRect();
    const all = [...bubbles(), ...document.querySelectorAll(".conversation > header, .conversation form")];
    return new Map(all.map((one) => [one, one.getBoundingClientRect()])
      .filter(([one, { top, bottom }]) => !one.dataset.message || (bottom > box.top && top < box.bottom)));
  };
  const moved = (before, now) => [...before].filter(([one, { left, top, width, height }]) => {
    const at = one.isConnected ? one.getBoundingClientRect() : { left: NaN };
    return !(Math.abs(at.left - left) < 1 && Math.abs(at.top - top) < 1 && Math.abs(at.width - width) < 1 && Math.abs(at.height - height) < 1);
  }).length;

  const opening = async (event) => {
    const old = new Set(bubbles());
    const content = await new Promise((resolve) => {
      const look = () => bubbles().some((one) => !old.has(one)) && (observer.disconnect(), resolve(performance.now()));
      const observer = new MutationObserver(look);
      observer.observe(document.body, { childList: true, subtree: true });
    });
    const drawn = painted();
    await frame();
    const first = performance.now();
    await drawn;
    let before = places();
    const shown = [...before.keys()].filter((one) => one.dataset.message).length;
    await frame();
    const second = performance.now();
    let shifts = 0;
    for (let at = 0; at < WATCHED; at += 1) {
      await painted();
      if (moved(before) > 0) shifts += 1;
      before = places();
    }
    const zero = event.timeStamp;
    return { content: content - zero, first: first - zero, second: second - zero, shown, shifts };
  };
  const idling = async (event) => {
    button.textContent = button.textContent === "a" ? "b" : "a";
    const content = performance.now();
    await frame();
    const first = performance.now();
    await frame();
    const second = performance.now();
    const zero = event.timeStamp;
    return { content: content - zero, first: first - zero, second: second - zero };
  };
  addEventListener("click", (event) => {
    if (event.target === button) bench.result = idling(event);
    else if (event.target.closest("${ROW}")) bench.result = opening(event);
  }, { capture: true });

  window.bench = {
    button,
    result: null,
    /** A row that can be clicked and is not the chosen one; the list is moved on so that all come to it. */
    row(at) {
      const rows = () => [...document.querySelectorAll("${ROW}")].filter((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        const { left, width } = one.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2, (top + bottom) / 2);
        return one.hash !== location.hash && top >= 0 && bottom <= innerHeight && one.contains(hit);
      });
      const shown = rows();
      return shown[(at * 7) % shown.length];
    },
  };
`;
