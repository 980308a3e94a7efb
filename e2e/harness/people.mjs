// Who is in the directory, and how two people come to talk. For anything that answers calls: a page, a devhost, the app.
import { until } from "./until.mjs";

/** A filter that leaves everybody in. */
export const EVERYBODY = {
  organization: null, text: "", units: [], cohorts: [], employers: [], skills: [], statuses: [], connected: false,
};

/** The people of the directory, as a device has them. */
export async function people(device, filter = {}) {
  const { items } = await device.rpc("people", { filter: { ...EVERYBODY, ...filter }, offset: 0, limit: 500 });
  return items;
}

/** Somebody in the directory of a device, as soon as they are there. */
export function find(device, { family, given }) {
  return until(`${family} ${given} among the people`, async () =>
    (await people(device)).find(({ name }) => name.family === family && name.given === given));
}

/** Asks somebody for contact; gives the conversation. */
export async function request(device, whom, { purpose = "catch_up", body = "お久しぶりです" } = {}) {
  const { person, organization } = await find(device, whom);
  const { conversation } = await device.rpc("request_contact", { organization, person, purpose, body });
  return conversation;
}

/** Answers the request of a conversation, as soon as it is there. */
export async function answer(device, conversation, accept) {
  await until("the request is here", () => isStanding(device, conversation, "asking"));
  await device.rpc("answer_request", { conversation, accept });
}

/** Two people who have agreed to talk; gives their conversation, which begins with the words of the request. */
export async function connect(asking, answering, whom, words) {
  const conversation = await request(asking, whom, words);
  await answer(answering, conversation, true);
  await Promise.all([asking, answering].map((device) =>
    until("both may write", () => isStanding(device, conversation, "open"))));
  return conversation;
}

/** Whether a conversation stands like this for a device. */
export async function isStanding(device, conversation, standing) {
  return (await device.rpc("inbox")).find((item) => item.conversation === conversation)?.standing === standing;
}
