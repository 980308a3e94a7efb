// One entry per screen: the question and the topics it depends on.
import type { ConversationPage, MembersParams, MessageItem, OffersParams, PeopleFilter, SearchParams, SearchResults, SeeAs } from "./gen/types";
import { rpc } from "./call";

const PAGE = 60;
/** People who are asked for at once. */
export const STRETCH = 100;
/** People who are shown while a name is typed. */
const FEW = 6;

export const start = () => ({ topics: ["start"], ask: () => rpc.start() });
export const status = () => ({ topics: ["status"], ask: () => rpc.status() });
export const today = () => ({ topics: ["today"], ask: () => rpc.today() });
export const inbox = () => ({ topics: ["inbox"], ask: () => rpc.inbox() });
export const profile = () => ({ topics: ["profile"], ask: () => rpc.profile() });
/** The organisations one belongs to: their words for people, their units. */
export const organizations = () => ({ topics: ["profile"], ask: async () => (await rpc.profile()).organizations });
/** The own page as somebody gets it, by the rules as they stand on this device. */
export const seeAs = (params: SeeAs) => ({ topics: ["profile", "people"], ask: () => rpc.see_as(params) });
export const settings = () => ({ topics: ["settings"], ask: () => rpc.settings() });
/** Whether the server is reached is told with the status. */
export const checks = () => ({ topics: ["checks", "status"], ask: () => rpc.checks() });
export const outbox = () => ({ topics: ["outbox"], ask: () => rpc.outbox() });
export const conflict = (op: string) => ({ topics: ["outbox", "profile"], ask: () => rpc.conflict({ op }) });

export const offers = (params: OffersParams) => ({ topics: ["offers"], ask: () => rpc.offers(params) });
/** The offer, and what the person looks for: a change of that is a change of the offer's page. */
export const offer = (organization: string, id: string) => ({
  topics: ["offers", "inbox"],
  ask: async () => {
    const [view, { conditions }] = await Promise.all([rpc.offer({ organization, offer: id }), rpc.settings()]);
    return { ...view, conditions };
  },
});
export const desk = (organization: string) => ({ topics: ["desk"], ask: () => rpc.desk({ organization }) });
export const members = (params: MembersParams) => ({ topics: ["desk"], ask: () => rpc.members(params) });
export const deskOffers = (organization: string) => ({ topics: ["desk", "offers"], ask: () => rpc.desk_offers({ organization }) });
export const deskOffer = (organization: string, offer: string) => ({
  topics: ["desk", "offers"],
  ask: () => rpc.desk_offer({ organization, offer }),
});
export const reports = (organization: string) => ({ topics: ["desk"], ask: () => rpc.reports({ organization }) });

/** Everybody, as long as nothing is typed or chosen. */
export const EVERYBODY: PeopleFilter = {
  organization: null, text: "", units: [], cohorts: [], employers: [], skills: [], statuses: [], connected: false,
};
/** A stretch of the people that fit, sorted by reading. */
export const people = (filter: PeopleFilter, offset: number) => ({
  topics: ["people"],
  ask: () => rpc.people({ filter, offset, limit: STRETCH }),
});
/** What they can be filtered by, of one organisation or of all. */
export const peopleChoices = (organization: string | null) => ({
  topics: ["people"],
  ask: () => rpc.people_choices({ organization }),
});
export const person = (organization: string, person: string) => ({
  topics: ["people", `person:${person}`],
  ask: () => rpc.person({ organization, person }),
});

/** The first few people of an organisation whom a text finds; an empty one finds nobody. */
export const found = (organization: string, text: string) => ({
  topics: ["people"],
  ask: async () => (text === "" ? [] : (await rpc.people({ filter: { ...EVERYBODY, organization, text }, offset: 0, limit: FEW })).items),
});
/** What is searched for, and in which order. */
export type Sought = Omit<SearchParams, "before">;
/** So much of everything is found at first, and so many messages, or all of one kind, are asked for at once. */
export const FIRST = 30;
export const MOST = 100;

/** The best of every kind, and at least `wanted.messages` messages; nothing as long as there is no word. `of`: what was asked. */
export const search = (of: Sought, wanted: { messages: number }) => ({
  topics: ["search", "people", "offers", "profile", "inbox"],
  ask: async (): Promise<(SearchResults & { of: Sought }) | null> => {
    if (of.text.trim() === "") return null;
    const first = await rpc.search({ ...of, before: null });
    let { before } = first;
    // What came in between two questions may be in both answers.
    const messages = new Map(first.messages.map((hit) => [hit.message, hit]));
    while (before !== null && messages.size < wanted.messages) {
      const more = await rpc.search({ ...of, before, limit: MOST });
      for (const hit of more.messages) messages.set(hit.message, hit);
      ({ before } = more);
    }
    return { ...first, messages: [...messages.values()], before, of };
  },
});
/** The people whom a word finds first. */
export const foundPeople = (text: string, limit: number) =>
  search({ text, kinds: ["people"], with: null, from: null, to: null, order: "best", limit }, { messages: 0 });

/** The names of these people, as far as the directory still has them. */
export const names = (organization: string, people: readonly string[]) => ({
  topics: ["people"],
  ask: async () => {
    const views = await Promise.allSettled(people.map((person) => rpc.person({ organization, person })));
    return new Map(views.flatMap((view) => (view.status === "fulfilled" ? [[view.value.item.person, view.value.item.name]] : [])));
  },
});

/**
 * How much of a conversation is shown: at least so many messages above a certain one, and from it on. By that one it is found
 * again, whatever comes in at the end meanwhile.
 */
export interface Stretch {
  /** None as long as there is none: the newest. */
  at: string | null;
  older: number;
  newer: number;
}

/** Pages are asked for one by one and joined, so that an edit of an old one shows too. What is found out stays in `stretch`. */
export const conversation = (id: string, stretch: Stretch) => ({
  topics: [`conversation:${id}`],
  ask: () => joined(id, stretch),
});

async function joined(conversation: string, stretch: Stretch): Promise<ConversationPage & Pick<Stretch, "at">> {
  const ask = (from: { before?: number; after?: number; around?: string }) =>
    rpc.conversation({ conversation, before: null, limit: PAGE, ...from });
  const { at } = stretch;
  const known = new Set<string>();
  const others = (more: MessageItem[]) => more.filter(({ id }) => !known.has(id) && known.add(id));
  const page = await ask(at === null ? {} : { around: at });
  let { before, after } = page;
  let items = others(page.items);
  let place = items.findIndex(({ id }) => id === at);
  // So that a page around it is this page.
  if (place < 0) place = Math.max(0, items.length - PAGE / 2);
  const found = items[place]?.id ?? null;
  while (before !== null && place < stretch.older) {
    const page = await ask({ before });
    const older = others(page.items);
    items = [...older, ...items];
    place += older.length;
    ({ before } = page);
  }
  while (after !== null && items.length - place < stretch.newer) {
    const page = await ask({ after });
    items = [...items, ...others(page.items)];
    ({ after } = page);
  }
  if (stretch.at === at) stretch.at = found;
  stretch.older = Math.max(stretch.older, place);
  // Where the end has come into sight, it stays there.
  stretch.newer = after === null ? Infinity : Math.max(stretch.newer, items.length - place);
  return { ...page, items, before, after, at: found };
}

export const MORE = PAGE;
