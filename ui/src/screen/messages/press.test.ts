import { fireEvent } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onMenu } from "./press";

describe("a long press", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    document.body.replaceChildren();
  });

  /** A bubble with a picture in it. */
  function shown() {
    const [bubble, picture, asked, opened] = [document.createElement("div"), document.createElement("button"), vi.fn(), vi.fn()];
    bubble.append(picture);
    document.body.append(bubble);
    picture.addEventListener("click", opened);
    onMenu(asked)(bubble);
    const finger = (type: string) => {
      const event = new Event(type, { bubbles: true });
      picture.dispatchEvent(Object.assign(event, { pointerType: "touch", clientX: 5, clientY: 5 }));
    };
    return { picture, asked, opened, finger };
  }

  it("asks for the menu, and opens nothing that lies under the finger", async () => {
    const { picture, asked, opened, finger } = shown();
    finger("pointerdown");
    vi.advanceTimersByTime(500);
    finger("pointerup");
    await fireEvent.click(picture);
    expect([asked.mock.calls.length, opened.mock.calls.length]).toEqual([1, 0]);
    await fireEvent.click(picture);
    expect(opened, "the next one does").toHaveBeenCalledOnce();
  });

  it("that is none leaves what it presses alone", async () => {
    const { picture, asked, opened, finger } = shown();
    finger("pointerdown");
    vi.advanceTimersByTime(100);
    finger("pointerup");
    await fireEvent.click(picture);
    expect([asked.mock.calls.length, opened.mock.calls.length]).toEqual([0, 1]);
  });
});
