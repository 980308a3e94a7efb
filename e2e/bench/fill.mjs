// A server that holds as many messages as are wanted, in conversations of one person with many others. All of it is said
// through the API by those who say it, so that what a device reads is what people would have made.
import { createHash, randomUUID } from "node:crypto";
import { until } from "../harness/until.mjs";

/** Domain of direct conversations (crates/domain/src/id.rs). */
const DIRECT = "6f0e2b579c414b0c8d7e52a1c3d490ef";
/** The most that one request takes. */
const OPS = 500;
/** Turns in which the two of a conversation speak, one after the other. */
const TURNS = 5;
/** Requests under way at once: the server writes what comes together in one transaction. */
const AT_ONCE = 16;
/** Conversations in which something has not been read yet. */
const UNREAD = 5;

/** A signed-in person who is only calls to the API. */
export class Voice {
  static async signIn(url, address, mail) {
    const verifier = randomUUID() + randomUUID();
    const verifier_hash = createHash("sha256").update(verifier).digest("base64url");
    const { challenge } = await post(url, "/v1/auth/code", { address, verifier_hash, language: "ja" });
    const code = await mail.code(address);
    const { token, person } = await post(url, "/v1/auth/session", { challenge, code, verifier, device: "bench" });
    return Object.assign(new Voice(), { url, token, person });
  }

  /** Carries out so many ops as one request takes; one that is refused fails. */
  async ops(ops) {
    const { results } = await post(this.url, "/v1/ops", { schema: 2, ops: ops.map((op) => ({ id: randomUUID(), ...op })) }, this.token);
    const odd = results.find(({ outcome }) => !["applied", "merged", "unchanged"].includes(outcome));
    if (odd) throw new Error(`an op was not carried out: ${JSON.stringify(odd)}`);
  }
}

/** Fills it: `one` talks with each of `others`; gives the conversations, the one spoken in last at the end. */
export async function fill({ org, one, others, messages, tell = () => {} }) {
  const talks = others.map((other) => ({ other, id: direct(org, one.person, other.person), seq: 1 }));
  await each(talks, ({ other, id }) => other.ops([
    { op: "start_conversation", conversation: id, organization: org, with: one.person, purpose: "catch_up" },
    say(id, "お久しぶりです。お元気ですか。"),
  ]));
  for (const part of parts(talks)) await one.ops(part.map(({ id }) => ({ op: "answer_request", conversation: id, accept: true })));

  const words = writer(20_260_401);
  const share = (messages - talks.length) / talks.length / TURNS / 2;
  let due = 0;
  let done = talks.length;
  for (let turn = 0; turn < TURNS * 2; turn += 1) {
    due += share;
    const count = Math.round(due);
    due -= count;
    const spoken = talks.map((talk) => {
      talk.seq += count;
      return Array.from({ length: count }, () => say(talk.id, words()));
    });
    if (turn % 2 === 0) await each(talks, async ({ other }, at) => { for (const part of parts(spoken[at])) await other.ops(part); });
    else await each(parts(spoken.flat()), (part) => one.ops(part));
    done += count * talks.length;
    tell(done);
  }
  const read = talks.slice(0, -UNREAD).map(({ id, seq }) => ({ op: "mark_read", conversation: id, seq }));
  for (const part of parts(read)) await one.ops(part);
  return { messages: done, conversations: talks.map(({ id }) => id) };
}

const say = (conversation, body) => ({ op: "send_message", conversation, message: randomUUID(), body });

function parts(list) {
  const made = [];
  for (let at = 0; at < list.length; at += OPS) made.push(list.slice(at, at + OPS));
  return made;
}

async function each(list, act) {
  let next = 0;
  const one = async () => {
    while (next < list.length) {
      const at = next++;
      await act(list[at], at);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function post(url, path, body, token) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** The id of the one direct conversation of two people in an organisation: a UUID of version 5. */
function direct(org, a, b) {
  const hex = [DIRECT, org, ...[a, b].sort()].join("").replaceAll("-", "");
  const bytes = createHash("sha1").update(Buffer.from(hex, "hex")).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const WORDS = "今日 会社 上司 面接 営業 研修 復職 育児 時短 転職 部署 同期 先輩 経験 採用 人事 経理 開発 企画 契約 残業 出張 会議 資料 提案 東京 大阪 福岡 来週 先月 午後 家族 通勤 在宅 制度 質問 連絡 予定 参加 近況 感謝 紹介 資格 赴任 工場 品質 副業 チーム リモート スキル セミナー システム".split(" ");
const ENDS = ["です。", "でした。", "と思います。", "いかがでしょうか。", "ありがとうございます。", "になりました。", "と聞きました。"];

/** Writes messages of 40 to 160 letters, the same ones every time. */
function writer(seed) {
  let state = seed;
  const draw = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return () => {
    const length = 40 + draw(121);
    let text = "";
    while (text.length < length) {
      for (let word = 2 + draw(4); word > 0; word -= 1) text += WORDS[draw(WORDS.length)] + "のにをがで"[draw(5)];
      text += ENDS[draw(ENDS.length)];
    }
    return text;
  };
}

/** Waits until a device has read all of it. */
export function whole(device, conversations) {
  return until("everything is read", async () => {
    const { phase, status } = await device.rpc("start");
    if (phase !== "ready" || status.state !== "fresh") return false;
    const pages = await Promise.all(conversations.map((conversation) => device.rpc("conversation", { conversation, before: null, limit: 1 })));
    return pages.every(({ ready }) => ready);
  }, { seconds: 900 });
}
