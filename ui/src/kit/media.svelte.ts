import { MediaQuery } from "svelte/reactivity";

/** Rail, list and detail side by side. */
export const wide = new MediaQuery("min-width: 900px", false);

/** A finger rather than a mouse: Enter then breaks the line, and a button sends. */
export const touch = new MediaQuery("pointer: coarse", false);

/** A person who wants nothing to move. */
export const calm = new MediaQuery("prefers-reduced-motion: reduce", false);
