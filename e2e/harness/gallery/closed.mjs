// What is seen while the files are not open, for each reason.
import { button, heading } from "./there.mjs";

/** The heading of each phase. */
const TITLES = {
  locked: "locked_title",
  no_keystore: "locked_none_title",
  key_missing: "locked_missing_title",
  in_use: "locked_in_use_title",
  disk_full: "locked_full_title",
  unreadable: "locked_unreadable_title",
  newer: "locked_newer_title",
};

/** Rooms of a device on which nobody is signed in; `at` makes one of what the page is told. */
export function closed(at) {
  const told = (phase) => ({ start: (start) => ({ ...start, phase, me: null }) });
  const rooms = Object.entries(TITLES).map(([phase, title]) => [phase.replaceAll("_", "-"), at(told(phase), heading(title))]);
  const again = async (it, tried) => {
    await tried.click();
    await it.sees(it.t("fail_storage"));
  };
  rooms.push(["still-unreadable", at({ ...told("unreadable"), unlock: { failure: { code: "storage" } } }, button("locked_unlock"), again)]);
  return Object.fromEntries(rooms);
}
