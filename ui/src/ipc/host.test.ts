import { afterEach, expect, test, vi } from "vitest";
import { host } from "./host";

afterEach(() => vi.unstubAllGlobals());

test("what is done while the page goes away outlives it, and nothing else", async () => {
  const fetched = vi.fn(() => Promise.resolve(new Response("null")));
  vi.stubGlobal("fetch", fetched);
  const call = () => void host().rpc("answer_request", { accept: false });
  const outlives = () => fetched.mock.lastCall as unknown as [string, RequestInit];

  // The first call of all is made by whoever hears that the page goes: the host is made in this moment.
  window.addEventListener("pagehide", call, { once: true });
  window.dispatchEvent(new Event("pagehide"));
  expect(outlives()[1].keepalive).toBe(true);
  // It came back.
  window.dispatchEvent(new Event("pageshow"));
  call();
  expect(outlives()[1].keepalive).toBe(false);
  await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(2));
});
