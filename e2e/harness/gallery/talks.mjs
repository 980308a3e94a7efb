// The rooms of a member's conversations.
import { dialog, heading, menu, text } from "./there.mjs";

const NOWHERE = "00000000-0000-4000-8000-000000000000";

export function talkRooms({ inbox, declined, blocked }) {
  const room = (fits, there, act) => ({ path: `/messages/${inbox.find(fits).conversation}`, there, act });
  const kenta = (item) => item.with.given === "健太";
  const log = (it) => it.page.getByRole("log").locator("[data-message]");
  const tools = (it) => it.button("talk_menu");
  return {
    inbox: { path: "/messages", there: heading("inbox_title"), act: (it) => it.page.getByRole("list", { name: it.t("inbox_list") }).getByRole("link").nth(3).waitFor() },
    conversation: room(kenta, log),
    "conversation-menu": room(kenta, tools, menu),
    "conversation-report": room(kenta, tools, async (it, button) => {
      await menu(it, button);
      await it.page.getByRole("menuitem", { name: it.t("people_report"), exact: true }).click();
      await dialog(it).getByRole("checkbox").first().waitFor();
    }),
    "conversation-english": room((item) => item.with.given === "Emily", log),
    "conversation-desk": room(({ kind }) => kind === "with_desk", log),
    "conversation-asking": room(({ standing }) => standing === "asking", text("talk_asking_note")),
    "conversation-asked": room(({ standing }) => standing === "asked", text("talk_asked")),
    "conversation-declined": { path: `/messages/${declined}`, there: text("talk_declined") },
    "conversation-blocked": { path: `/messages/${blocked}`, there: text("people_blocked") },
    "conversation-loading": {
      ...room(kenta, text("talk_loading")),
      answers: { conversation: (page) => ({ ...page, items: [], unread: 0, ready: false }) },
    },
    "conversation-unknown": { path: `/messages/${NOWHERE}`, there: text("talk_unknown") },
  };
}
