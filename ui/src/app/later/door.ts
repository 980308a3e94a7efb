// What stands before the app: who comes in here has none of it before, and rarely needs it again.
import SignIn from "../../screen/welcome/SignIn.svelte";

export { default as FirstSync } from "../../screen/firstsync/FirstSync.svelte";
export { default as Locked } from "../../screen/locked/Locked.svelte";
export { default as Welcome } from "../../screen/welcome/Welcome.svelte";

export const screens = { "sign-in": SignIn };
