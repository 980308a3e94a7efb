// Where one is. A place is entered once its screen is there: until then the one before stays as it is.
import { go } from "../kit/go";
import { attempt } from "../part/act/act";
import { parse, START, type Route } from "./routes";
import { bring, partOf, type Part } from "./screens";

class Router {
  /** The place that is shown, and its screen; null until the first is there. */
  at = $state.raw<{ route: Route; Screen: Part } | null>(null);

  #path = START;

  constructor() {
    window.addEventListener("hashchange", () => void this.#go());
    void this.#go();
  }

  async #go(): Promise<void> {
    const path = here();
    const route = parse(path);
    // What is there is entered at once, in the turn of the event.
    if (!partOf(route)) await attempt(bring(route.screen));
    if (path !== here()) return;
    const Screen = partOf(route);
    // It did not come: back to where the same link leads there once more.
    if (!Screen) return go(this.#path, "replace");
    this.#path = path;
    this.at = { route, Screen };
  }
}

function here(): string {
  return location.hash.slice(1) || START;
}

export const router = new Router();
