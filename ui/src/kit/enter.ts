// Enter must not send while Japanese is being composed. Three things say that it is: `isComposing`,
// key code 229, and a flag that falls one tick late, because WebKit ends the composition before it
// reports the Enter that ended it.
import { listen } from "./listen";

export interface Composing {
  readonly active: boolean;
  start(): void;
  end(): void;
}

export function composing(later: (then: () => void) => void = (then) => void setTimeout(then, 0)): Composing {
  let active = false;
  let turn = 0;
  return {
    get active() {
      return active;
    },
    start() {
      turn += 1;
      active = true;
    },
    end() {
      const mine = ++turn;
      later(() => {
        if (mine === turn) active = false;
      });
    },
  };
}

export function isCommittingEnter(event: KeyboardEvent, state: Composing): boolean {
  return event.key === "Enter" && !event.isComposing && event.keyCode !== 229 && !state.active;
}

/** Attachment for a field: calls `act` for an Enter that is meant, and swallows it when `act` says so. */
export function onEnter(act: (event: KeyboardEvent) => boolean) {
  return (field: HTMLElement) => {
    const state = composing();
    const key = (event: KeyboardEvent) => {
      if (isCommittingEnter(event, state) && act(event)) event.preventDefault();
    };
    return listen(field, { compositionstart: state.start, compositionend: state.end, keydown: key });
  };
}
