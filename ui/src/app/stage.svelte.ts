// What is on the screen. The old place stays until the part that shows the new one has been loaded.
import type { Route } from "./routes";
import { reached, SCREENS, type Name, type Part, type Screens } from "./screens";

export class Stage {
  shown = $state.raw<{ route: Route; Part: Part }>();
  /** The part could not be loaded. */
  failed = $state(false);

  #parts = new Map<Name, Part>();
  #wanted: Route | undefined;

  constructor(private readonly screens: Screens = SCREENS) {}

  /** At once when the part is there, else as soon as it is, unless somewhere else was wanted meanwhile. */
  show(to: Route): void | Promise<void> {
    const route = reached(to, this.screens);
    this.#wanted = route;
    const Part = this.#parts.get(route.screen);
    if (!Part) return this.#fetch(route);
    this.failed = false;
    this.shown = { route, Part };
  }

  /** Loads the part of a place that will be shown soon. */
  async prepare(to: Route): Promise<void> {
    const { screen } = reached(to, this.screens);
    const load = this.screens[screen];
    // Each part takes its own kind of route; which one is found by the same name.
    if (load) this.#parts.set(screen, (await load()).default as Part);
  }

  async #fetch(route: Route): Promise<void> {
    try {
      await this.prepare(route);
    } catch {
      if (this.#wanted === route) this.failed = true;
      return;
    }
    if (this.#wanted === route) await this.show(route);
  }
}

export const stage = new Stage();
