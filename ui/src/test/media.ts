/** The media queries that hold in a test, as they are asked: "(min-width: 900px)" makes a desktop. */
export const holding = new Set<string>();
export const DESKTOP = "(min-width: 900px)";
