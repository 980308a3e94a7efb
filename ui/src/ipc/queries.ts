// One entry per screen: the question and the topics it depends on.
import type { ConversationPage, MessageItem } from "./gen/types";
import { rpc } from "./call";

const PAGE = 60;

export const start = () => ({ topics: ["start"], ask: () => rpc.start() });
export const status = () => ({ topics: ["status"], ask: () => rpc.status() });
export const inbox = () => ({ topics: ["inbox"], ask: () => rpc.inbox() });
export const people = () => ({ topics: ["people"], ask: () => rpc.people() });
export const profile = () => ({ topics: ["profile"], ask: () => rpc.profile() });
export const outbox = () => ({ topics: ["outbox"], ask: () => rpc.outbox() });
export const conflict = (op: string) => ({ topics: ["outbox", "profile"], ask: () => rpc.conflict({ op }) });

/** The newest `wanted` messages. Pages are asked for one by one and joined, so that an edit of an old one shows too. */
export const conversation = (id: string, wanted: number) => ({
  topics: [`conversation:${id}`],
  ask: () => joined(id, wanted),
});

async function joined(id: string, wanted: number): Promise<ConversationPage> {
  const newest = await rpc.conversation({ conversation: id, before: null, limit: PAGE });
  let before = newest.before;
  let items = newest.items;
  while (before !== null && items.length < wanted) {
    const older = await rpc.conversation({ conversation: id, before, limit: PAGE });
    const known = new Set(items.map((item) => item.id));
    items = [...older.items.filter((item: MessageItem) => !known.has(item.id)), ...items];
    before = older.before;
  }
  return { ...newest, items, before };
}

export const MORE = PAGE;
