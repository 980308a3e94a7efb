// The rooms of a member's conversations.
import { DOCUMENT, HEIC, PICTURE } from "../files.mjs";
import { dialog, heading, menu, text } from "./there.mjs";

const NOWHERE = "00000000-0000-4000-8000-000000000000";

export function talkRooms({ inbox, declined, blocked, sample }) {
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
    ...fileRooms(room, kenta, log, sample),
    "conversation-unknown": { path: `/messages/${NOWHERE}`, there: text("talk_unknown") },
  };
}

/** With files: beside what is written, in messages of every state, and a picture alone. */
function fileRooms(room, fits, log, sample) {
  const file = (name, bytes, more) => ({ digest: name, name, kind: "application/pdf", bytes, preview: null, state: "here", ...more });
  const picture = (name, more) => ({ ...file(name, sample.bytes), kind: "image/png", preview: sample.preview, ...more });
  const long = "2026年度_技術者向け_中途採用_ご案内_最終版_確認済み_その2.pdf";
  const sent = (page) => {
    const [theirs, mine] = [page.items.find(({ mine }) => !mine), page.items.find(({ mine }) => mine)];
    const item = (id, like, more) => ({ ...like, id, edited: false, deleted: false, op: null, state: "sent", body: "", about: null, ...more });
    return {
      ...page,
      unread: 0,
      items: [
        item("1", theirs, { body: "昨日の写真と、資料です。", attachments: [picture("1.png"), picture("2.png"), file(long, 3_400_000, { state: "away" })] }),
        item("2", theirs, { attachments: [picture("3.png", { bytes: 4_800_000, state: "away" })] }),
        item("3", theirs, { attachments: [file("見取図.pdf", 820_000, { state: "fetching", got: 330_000 }), file("名簿.xlsx", 48_000, { state: "failed", code: "server_error" })] }),
        item("4", mine, { body: "ありがとうございます。こちらもお送りします。", attachments: [picture("4.png"), file("職務経歴書.pdf", 240_000)] }),
        item("5", mine, { seq: null, op: "1", state: "waiting", attachments: [picture("5.png", { state: "sending", sent: sample.bytes * 0.4 })] }),
        item("6", mine, { seq: null, op: "2", state: "refused", code: "too_large", body: "動画です。", attachments: [file("説明会の録画.mp4", 25_900_000)] }),
      ],
    };
  };
  const answers = { conversation: sent, picture: { kind: "image/png", file: PICTURE.buffer.toString("base64") }, fetch_attachment: null };
  const drawn = (name) => (it) => it.page.getByRole("log").getByRole("button", { name: new RegExp(`^${name}`) });
  return {
    "conversation-files": { ...room(fits, drawn("5.png")), answers },
    "conversation-files-above": {
      ...room(fits, drawn("5.png"), async (it) => {
        await it.page.getByRole("log").evaluate((log) => (log.scrollTop = 0));
        await drawn("1.png")(it).waitFor();
      }),
      answers,
    },
    "conversation-picture": {
      ...room(fits, drawn("4.png"), async (it, found) => {
        await found.click();
        await dialog(it).getByRole("img").waitFor();
      }),
      answers,
    },
    "conversation-attaching": {
      ...room(fits, log, async (it) => {
        await it.page.locator("input[type=file]").setInputFiles(HEIC);
        await it.sees(it.t("photo_unreadable"));
      }),
      answers: {
        conversation: (page) => ({ ...page, draft: "資料をお送りします。", draft_attachments: [picture("工場の前で.png"), file(DOCUMENT.name, 480_000), file(long, 3_400_000)] }),
        attach: { failure: { code: "invalid", field: "file" } },
      },
    },
    "inbox-files": {
      path: "/messages",
      there: (it) => it.page.getByRole("img", { name: it.t("attach_word"), exact: true }),
      answers: {
        inbox: (rows) => rows.map((row, at) => (at % 2 ? { ...row, preview: long, preview_file: true, preview_mine: at > 2, draft: null } : row)),
      },
    },
  };
}
