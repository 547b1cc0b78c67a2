import { cookieNames } from "@/lib/access/cookies";
import { limits } from "@/lib/access/rate-limit";
import { newToken } from "@/lib/crypto";
import { testContact, testFirm, testLink, testRequest, type TestFirm } from "@/test/factories/firm";
import { median, rounds, short, spread, type Row } from "./figures";
import { ask, load, type Answer, type Shot } from "./load";
import type { Lodge } from "./lodge";
import { browserHeaders, giveWork, newPerson, untilMailed } from "./people";
import { cores } from "./processes";
import { startSecond } from "./second";
import { stage } from "./stage";
import { staffToken } from "./staff";
import { heardBy, liveOf, openStream, untilHeard } from "./streams";

/** Two processes of one Lodge; a browser asks either for the same host, as behind a load balancer. */
type Pair = { one: Lodge; two: Lodge; firm: TestFirm };

const row = (what: string, ours: string, bar: string, met: boolean): Row => ({
  row: "P12",
  what: `two processes: ${what}`,
  ours,
  floor: "–",
  ratio: "",
  bar,
  met,
});

/** The press on a link's button, from a browser of its own. */
function press({ one, firm }: Pair, token: string, ip: string): Shot {
  const headers = browserHeaders(one, firm, `${cookieNames.browser}=${newToken()}`, ip);
  return {
    path: `/m/${token}/open`,
    method: "POST",
    headers: {
      ...headers,
      origin: `http://${headers.host}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "",
  };
}

const isIn = ({ status, headers }: Answer) =>
  status === 303 && String(headers["set-cookie"]).includes(cookieNames.session);

const races = 100;

/** Each link is pressed in both processes at once, ten links at a time. */
async function claims(pair: Pair): Promise<Row> {
  const { one, two, firm } = pair;
  const link = { contactId: firm.contact.contactId, email: firm.contactEmail };
  const wins: number[] = [];
  const race = async (at: number) => {
    const token = await testLink(firm.firmId, link);
    const answers = await Promise.all(
      [one, two].map(({ port }, side) =>
        ask(port, undefined, press(pair, token, `10.1.${side}.${at % 250}`)),
      ),
    );
    wins.push(answers.filter(isIn).length);
  };
  for (let at = 0; at < races; at += 10)
    await Promise.all(Array.from({ length: 10 }, (_, nth) => race(at + nth)));
  const right = wins.filter((count) => count === 1).length;
  return row(`${races} links claimed in both at once: one wins`, `${right}`, `${races}`, right === races);
}

/** One house presses more often than it may, in turns; a turn that came back meanwhile counts too. */
async function limited(pair: Pair): Promise<Row> {
  const { times, seconds } = limits.claimsOfAddress;
  const began = performance.now();
  let passed = 0;
  for (let at = 0; at < times * 2; at += 10) {
    const shots = Array.from({ length: 10 }, () => press(pair, newToken(), "10.2.0.1"));
    const answers = await Promise.all(
      shots.map((shot, nth) => ask((nth % 2 ? pair.one : pair.two).port, undefined, shot)),
    );
    if (answers.some(({ status }) => status !== 303)) throw new Error("A press was not answered 303.");
    passed += answers.filter(({ headers }) => !headers.location?.includes("problem=limit")).length;
  }
  const returned = Math.ceil((performance.now() - began) / 1_000 / (seconds / times));
  return row(
    `presses of one address let through, of ${times * 2}`,
    `${passed}`,
    `${times}–${times + returned}`,
    passed >= times && passed <= times + returned,
  );
}

/** A request to many people, mailed by two workers. */
async function mailed({ one, firm }: Pair): Promise<Row> {
  await untilMailed(one);
  const people: { contactId: string; email: string }[] = [];
  for (let at = 0; at < 100; at++) people.push(await testContact(firm.staff, firm.clientId));
  await testRequest(
    firm.staff,
    firm.clientId,
    people.map(({ contactId }) => contactId),
  );
  await untilMailed(one);
  const counts = people.map(({ email }) => one.mails.filter(({ to }) => to === email).length);
  const [once, twice] = [counts.filter((n) => n === 1).length, counts.filter((n) => n > 1).length];
  return row(
    "100 mails by two workers: sent once, sent twice",
    `${once}, ${twice}`,
    "100, 0",
    once === 100 && twice === 0,
  );
}

/** What happens in one process, told on pages that are open on the other. */
async function told(pair: Pair): Promise<Row[]> {
  const { one, two, firm } = pair;
  const person = await newPerson(firm);
  const origin = `http://${firm.firm.slug}.localhost:${one.port}`;
  const staff = `${cookieNames.staff}=${await staffToken(firm.staff, origin)}`;
  const rows: Row[] = [];
  for (const [name, here, there] of [
    ["first, told on the second", one, two],
    ["second, told on the first", two, one],
  ] as const) {
    const streams = [
      await openStream(there.port, liveOf(person), browserHeaders(one, firm, person.cookie)),
      await openStream(there.port, "/live", browserHeaders(one, firm, staff)),
    ];
    const times: number[] = [];
    // the first is for the process that begins to listen with its first stream
    for (let at = -1; at < rounds; at++) {
      const token = await testLink(firm.firmId, {
        contactId: person.actor.contactId,
        email: person.email,
      });
      const before = heardBy(streams);
      const answer = await ask(here.port, undefined, press(pair, token, `10.3.0.${at + 2}`));
      if (!isIn(answer)) throw new Error(`A claim was answered ${answer.status} ${answer.headers.location}.`);
      const answered = performance.now();
      const heard = await untilHeard(streams, before, 5);
      if (at >= 0) times.push(heard ? Math.max(...streams.map(({ heardAt }) => heardAt)) - answered : NaN);
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
    for (const stream of streams) stream.close();
    const most = Math.max(...times);
    rows.push(row(`an act in the ${name}: ms to the event`, spread(times), "≤ 2 s", most <= 2_000));
  }
  return rows;
}

/** Pages a second of both together against the first alone, with as many connections. */
async function pages({ one, two, firm }: Pair): Promise<Row> {
  const person = await newPerson(firm);
  await giveWork(firm, person.actor.contactId, 6);
  await untilMailed(one);
  const shot = { path: "/", headers: browserHeaders(one, firm, person.cookie) };
  const target = (lodge: Lodge) => ({
    ...lodge,
    next: () => shot,
    isRight: ({ status, body }: Answer) => status === 200 && body.endsWith("</html>"),
  });
  const alone = async (seconds: number) => (await load(target(one), { connections: 8, seconds })).perSecond;
  const both = async (seconds: number) =>
    (await Promise.all([one, two].map((lodge) => load(target(lodge), { connections: 4, seconds })))).reduce(
      (sum, { perSecond }) => sum + perSecond,
      0,
    );
  await alone(3);
  await both(3);
  const speed = { alone: [] as number[], both: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    speed.alone.push(await alone(3));
    speed.both.push(await both(3));
  }
  const ratio = median(speed.both) / median(speed.alone);
  // two servers, the database and the bench itself want a core each
  const enough = cores >= 4;
  return {
    row: "P12",
    what: "home, pages/s of two processes against one",
    ours: spread(speed.both),
    floor: spread(speed.alone),
    ratio: short(ratio),
    bar: enough ? "≥ 1.3 ×" : `≥ 1.3 × (cores: ${cores} of 4)`,
    met: enough ? ratio >= 1.3 : undefined,
  };
}

/** P12: two processes on one database: what must be right over both, and what they serve together. */
export async function two(): Promise<Row[]> {
  const { lodge, ownerUrl } = await stage();
  const firm = await testFirm();
  const second = await startSecond(lodge, ownerUrl);
  try {
    const pair = { one: lodge, two: second, firm };
    return [
      await claims(pair),
      await limited(pair),
      await mailed(pair),
      ...(await told(pair)),
      await pages(pair),
    ];
  } finally {
    await second.stop();
  }
}
