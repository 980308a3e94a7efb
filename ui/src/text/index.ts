export { m } from "./gen/messages.js";
