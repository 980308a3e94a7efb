import { parse, START } from "./routes";

class Router {
  path = $state.raw(here());
  route = $derived(parse(this.path));

  constructor() {
    window.addEventListener("hashchange", () => (this.path = here()));
  }
}

function here(): string {
  return location.hash.slice(1) || START;
}

export const router = new Router();
