// What stands above the page and must be answered first. Not <dialog>: what lies beneath a modal one is dead to the hand
// and to a screen reader, the passing notices too, and those must be heard and undone while a sheet is open.
import { untrack } from "svelte";
import { toasts } from "./toasts.svelte";

/** From the lowest to the one that is answered first. */
const stack: HTMLElement[] = [];

/** Attachment: always within reach, whatever stands above the page. */
export function aboveAll(element: HTMLElement): () => void {
  element.dataset.above = "";
  document.body.append(element);
  return () => element.remove();
}

/**
 * Attachment for an element that is in the page only while it is needed: everything else is inert, `enter` puts the focus
 * into it, Escape closes it, and in the end the focus goes back to where it was.
 */
export function modal(close: () => void, enter: (element: HTMLElement) => void) {
  return (element: HTMLElement): (() => void) => {
    const from = document.activeElement;
    document.body.append(element);
    const beneath = [...document.body.children].filter(
      (each) => each !== element && !each.hasAttribute("inert") && !each.hasAttribute("data-above"),
    );
    beneath.forEach((each) => each.setAttribute("inert", ""));
    stack.push(element);
    untrack(() => {
      toasts.pass();
      enter(element);
    });

    const keydown = (event: KeyboardEvent) => {
      // Escape while Japanese is composed is meant for the composition.
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      if (stack.at(-1) !== element) return;
      event.preventDefault();
      close();
    };
    window.addEventListener("keydown", keydown);
    return () => {
      window.removeEventListener("keydown", keydown);
      stack.splice(stack.indexOf(element), 1);
      beneath.forEach((each) => each.removeAttribute("inert"));
      const within = element.contains(document.activeElement) || document.activeElement === document.body;
      element.remove();
      if (within && from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
    };
  };
}

/** Whether something stands above the page. */
export function covered(): boolean {
  return stack.length > 0;
}
