import { cookieNames } from "@/lib/access/cookies";
import { newToken } from "@/lib/crypto";
import { testContact, testFirm, testLink, type TestFirm } from "@/test/factories/firm";
import { alternate, each } from "./alternate";
import { median, rounds, short, spread, type Row } from "./figures";
import { load, type Answer, type Load, type Target } from "./load";
import { browserHeaders, untilMailed } from "./people";
import { stage, type Stage } from "./stage";
import { statementsPer } from "./statements";

const isPage = ({ status, body }: Answer) => status === 200 && body.endsWith("</html>");
const isClaim = ({ status, headers }: Answer) =>
  status === 303 && String(headers["set-cookie"]).includes(cookieNames.session);

/** So many fresh links, spread over a few contacts. */
async function freshLinks(firm: TestFirm, count: number): Promise<string[]> {
  const contacts = await Promise.all([1, 2, 3, 4, 5].map(() => testContact(firm.staff, firm.clientId)));
  const tokens: string[] = [];
  for (let at = 0; at < count; at++) {
    const contact = contacts[at % contacts.length];
    if (contact) tokens.push(await testLink(firm.firmId, { ...contact, requestId: firm.requestId }));
  }
  return tokens;
}

const trivial = ({ floor }: Stage): Target => ({
  ...floor,
  next: () => ({ path: "/trivial", headers: { host: "localhost" } }),
  isRight: isPage,
});

/** P2: a link's page, and the press that claims it, against a page that does nothing. */
export async function links(): Promise<Row[]> {
  const standing = await stage();
  const firm = await testFirm();
  await untilMailed(standing.lodge);
  return [...(await landing(standing, firm)), ...(await claims(standing, firm))];
}

async function landing(standing: Stage, firm: TestFirm): Promise<Row[]> {
  const { lodge } = standing;
  // a link keeps note of its first 200 visits: many links, so that every visit measured is noted
  const tokens = await freshLinks(firm, 200);
  let at = 0;
  const cookie = `${cookieNames.browser}=${newToken()}`;
  const headers = browserHeaders(lodge, firm, cookie);
  const next = () => ({ path: `/m/${tokens[at++ % tokens.length] ?? ""}`, headers });
  const isLanding = (answer: Answer) => isPage(answer) && answer.body.includes("Open my requests");
  const { ours, floor } = await alternate({ ...lodge, next, isRight: isLanding }, trivial(standing));
  const ratio = median(each(ours, "perSecond")) / median(each(floor, "perSecond"));
  const cpu = median(each(ours, "cpuEach")) / median(each(floor, "cpuEach"));
  return [
    {
      row: "P2",
      what: "link's page: requests/s",
      ours: spread(each(ours, "perSecond")),
      floor: spread(each(floor, "perSecond")),
      ratio: short(ratio),
      bar: "≥ 0.7 ×",
      met: ratio >= 0.7,
    },
    {
      row: "P2",
      what: "CPU ms a request",
      ours: spread(each(ours, "cpuEach")),
      floor: spread(each(floor, "cpuEach")),
      ratio: short(cpu),
      bar: "",
      met: undefined,
    },
  ];
}

const claimsARound = 150;

async function claims(standing: Stage, firm: TestFirm): Promise<Row[]> {
  const { lodge } = standing;
  const tokens = await freshLinks(firm, (rounds + 2) * claimsARound);
  let presses = 0;
  const press = (token: string) => {
    presses++;
    const cookie = `${cookieNames.browser}=${newToken()}`;
    // a house has few claims in a quarter of an hour: each of these comes from a house of its own
    const ip = `10.${presses >> 16}.${(presses >> 8) & 255}.${presses & 255}`;
    const headers = browserHeaders(lodge, firm, cookie, ip);
    return {
      path: `/m/${token}/open`,
      method: "POST" as const,
      headers: {
        ...headers,
        origin: `http://${headers.host}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "",
    };
  };
  const round = (): Promise<Load> => {
    const mine = tokens.splice(0, claimsARound);
    const next = () => {
      const token = mine.pop();
      return token === undefined ? undefined : press(token);
    };
    return load({ ...lodge, next, isRight: isClaim }, { connections: 4, seconds: 30 });
  };
  await round();
  const ours: Load[] = [];
  const floor: Load[] = [];
  for (let at = 0; at < rounds; at++) {
    floor.push(await load(trivial(standing), { connections: 4, seconds: 2 }));
    ours.push(await round());
  }
  const ratio = median(each(ours, "cpuEach")) / median(each(floor, "cpuEach"));
  const trips = await statementsPer(lodge.dataDir, claimsARound, round);
  return [
    {
      row: "P2",
      what: "claim: CPU ms a press",
      ours: spread(each(ours, "cpuEach")),
      floor: spread(each(floor, "cpuEach")),
      ratio: short(ratio),
      bar: "≤ 3 ×",
      met: ratio <= 3,
    },
    {
      row: "P2",
      what: "claim: round trips to the database, from its log",
      ours: short(trips),
      floor: "–",
      ratio: "",
      bar: "≤ 3",
      met: Math.round(trips) <= 3,
    },
  ];
}
