// The only file that knows which host carries the page: the app's window (Tauri) or a browser
// (devhost). Both offer one call and one event channel.
import { invoke, transformCallback } from "@tauri-apps/api/core";
import { Failure } from "./failure";
import type { Event as HostEvent } from "./gen/types";

export type { HostEvent };

export interface Host {
  rpc(method: string, params: unknown): Promise<unknown>;
  /** Returns the function that stops listening. */
  listen(hear: (event: HostEvent) => void): () => void;
}

/** Topic heard after the channel was interrupted: everything may have changed. */
export const EVERYTHING = "*";

let current: Host | undefined;

const isWindow = () => "__TAURI_INTERNALS__" in window;

/** Whether what leads out of the app can be opened: the app's window shows its own pages and nothing else. */
export const opensOutside = () => !isWindow();

export function host(): Host {
  current ??= isWindow() ? tauriHost() : browserHost();
  return current;
}

export function setHost(host: Host | undefined): void {
  stop?.();
  stop = undefined;
  current = host;
}

const hearers = new Set<(event: HostEvent) => void>();
let stop: (() => void) | undefined;

/** All of the page shares one channel; it opens with the first that listens. */
export function listen(hear: (event: HostEvent) => void): () => void {
  hearers.add(hear);
  stop ??= host().listen((event) => hearers.forEach((each) => each(event)));
  return () => void hearers.delete(hear);
}

function tauriHost(): Host {
  let hear: ((event: HostEvent) => void) | undefined;
  // Before the first call is answered, so that whatever happens after an answer is heard.
  // Asked of the shell itself: `@tauri-apps/api/event` would bring along every event a window has, and how not to listen.
  const handler = transformCallback<{ payload: HostEvent }>((event) => hear?.(event.payload));
  const listening = invoke("plugin:event|listen", { event: "resumex", target: { kind: "Any" }, handler }).catch(() => undefined);
  return {
    async rpc(method, params) {
      await listening;
      try {
        return await invoke("rpc", { method, params });
      } catch (thrown) {
        throw Failure.from(thrown);
      }
    },
    listen(hearer) {
      hear = hearer;
      return () => (hear = undefined);
    },
  };
}

// A window tells those first who came first: whoever acts when the page goes away imports this, and comes later.
let leaving = false;
window.addEventListener("pagehide", () => (leaving = true));
window.addEventListener("pageshow", () => (leaving = false));

function browserHost(): Host {
  return {
    async rpc(method, params) {
      const call = JSON.stringify({ method, params });
      let answer: Response;
      try {
        answer = await fetch("/rpc", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: call,
          // Lets what is done while the page goes away still arrive; a browser does so up to 64 KiB.
          keepalive: (leaving || method === "save_draft") && call.length < 20_000,
        });
      } catch (thrown) {
        throw new Failure("unknown", { cause: thrown });
      }
      const body: unknown = await answer.json().catch(() => null);
      if (!answer.ok) throw Failure.from(body);
      return body;
    },
    listen(hear) {
      const source = new EventSource("/events");
      // What happened before the stream was open, or while it was broken, was not heard.
      source.onopen = () => hear({ changed: [EVERYTHING] });
      source.onmessage = (event) => hear(JSON.parse(event.data) as HostEvent);
      return () => source.close();
    },
  };
}
