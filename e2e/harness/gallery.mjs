// Every screen in each of its states, on devices in one world: to be tried by rules, and to be looked at.
export { alone, beginning, CHOIR, found } from "./gallery/start.mjs";
export { desk } from "./gallery/desk.mjs";
export { Devices } from "./gallery/join.mjs";
export { member } from "./gallery/member.mjs";
export { trouble } from "./gallery/trouble.mjs";
export { Visitor, within } from "./gallery/visit.mjs";
