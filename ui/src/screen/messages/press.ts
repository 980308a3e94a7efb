import { listen } from "../../kit/listen";

/** Attachment: a long press, a right click or the menu key asks for the menu. */
export function onMenu(ask: () => void) {
  return (element: HTMLElement) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let from = { x: 0, y: 0 };
    let held = false;
    const stop = () => clearTimeout(timer);
    const down = (event: PointerEvent) => {
      if (event.pointerType !== "touch") return;
      from = { x: event.clientX, y: event.clientY };
      held = false;
      timer = setTimeout(() => {
        held = true;
        ask();
      }, 450);
    };
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > 10) stop();
    };
    const menu = (event: Event) => {
      // A selection is more likely meant for the system's own menu.
      if (getSelection()?.toString()) return;
      event.preventDefault();
      stop();
      ask();
    };
    /** The finger that asked for the menu presses nothing when it is lifted. */
    const click = (event: Event) => {
      if (!held) return;
      held = false;
      event.preventDefault();
      event.stopPropagation();
    };
    const offs = [
      listen(element, { pointerdown: down, pointermove: move, pointerup: stop, pointercancel: stop, contextmenu: menu }),
      listen(element, { click }, true),
    ];
    return () => {
      stop();
      offs.forEach((off) => off());
    };
  };
}
