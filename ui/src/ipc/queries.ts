// One entry per screen: the question and the topics it depends on.
import type { ConversationPage, MembersParams, MessageItem, OffersParams, PeopleFilter, SeeAs } from "./gen/types";
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
/** The names of these people, as far as the directory still has them. */
export const names = (organization: string, people: readonly string[]) => ({
  topics: ["people"],
  ask: async () => {
    const views = await Promise.allSettled(people.map((person) => rpc.person({ organization, person })));
    return new Map(views.flatMap((view) => (view.status === "fulfilled" ? [[view.value.item.person, view.value.item.name]] : [])));
  },
});

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
