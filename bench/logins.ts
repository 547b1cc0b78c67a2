import { Agent } from "node:http";
import { cookieNames } from "@/lib/access/cookies";
import { newToken } from "@/lib/crypto";
import { testContact, testFirm, type TestFirm } from "@/test/factories/firm";
import { testLogin, testPassword } from "@/test/factories/login";
import { percentile, short, type Row } from "./figures";
import type { Lodge } from "./lodge";
import { ask, type Answer, type Shot } from "./load";
import { browserHeaders, newPerson, untilMailed } from "./people";
import { stage } from "./stage";
import { statementsOf } from "./statements";

const people = 200;

/** P6: what the check of a session costs, and what two hundred log-ins at once leave of the rest. */
export async function logIns(): Promise<Row[]> {
  const { lodge } = await stage();
  const firm = await testFirm();
  const emails: string[] = [];
  for (let at = 0; at < people; at++) {
    const { contactId, email } = await testContact(firm.staff, firm.clientId);
    await testLogin(firm.firmId, contactId, email);
    emails.push(email);
  }
  await untilMailed(lodge);
  return [
    ...(await sessionCheck(lodge, firm)),
    ...(await allAtOnce(lodge, firm, emails)),
    ...(await pairs(lodge, firm, emails)),
  ];
}

let houses = 0;

/** A form of the log-in pages, posted from a browser and a house of its own. */
function formOf(lodge: Lodge, firm: TestFirm, path: string, fields: Record<string, string>): Shot {
  houses++;
  const ip = `10.${64 + (houses >> 16)}.${(houses >> 8) & 255}.${houses & 255}`;
  const headers = browserHeaders(lodge, firm, `${cookieNames.browser}=${newToken()}`, ip);
  return {
    path,
    method: "POST",
    headers: {
      ...headers,
      origin: `http://${headers.host}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(fields).toString(),
  };
}

async function sessionCheck(lodge: Lodge, firm: TestFirm): Promise<Row[]> {
  const person = await newPerson(firm);
  const page = { path: "/", headers: browserHeaders(lodge, firm, person.cookie) };
  for (let at = 0; at < 20; at++) await ask(lodge.port, undefined, page);
  const times = 100;
  const checks = await statementsOf(lodge.dataDir, /from "sessions" inner join "devices"/, async () => {
    for (let at = 0; at < times; at++) await ask(lodge.port, undefined, page);
  });
  const each = checks.count / times;
  const slowest = percentile(checks.ms, 0.5);
  return [
    {
      row: "P6",
      what: "session check of a page: queries",
      ours: short(each),
      floor: "–",
      ratio: "",
      bar: "1",
      met: each === 1,
    },
    {
      row: "P6",
      what: "session check: ms in the database, median",
      ours: short(slowest),
      floor: "–",
      ratio: "",
      bar: "≤ 1 ms",
      met: slowest <= 1,
    },
  ];
}

const isIn = ({ status, headers }: Answer) =>
  status === 303 && String(headers["set-cookie"]).includes(cookieNames.login);
const isShed = ({ status, headers }: Answer) => status === 503 && headers["retry-after"] !== undefined;

async function allAtOnce(lodge: Lodge, firm: TestFirm, emails: string[]): Promise<Row[]> {
  const person = await newPerson(firm);
  const page = { path: "/", headers: browserHeaders(lodge, firm, person.cookie) };
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  for (let at = 0; at < 20; at++) await ask(lodge.port, agent, page);
  let under = true;
  const times: number[] = [];
  const others = Array.from({ length: 4 }, async () => {
    while (under) times.push((await ask(lodge.port, agent, page)).ms);
  });
  const burst = emails.map((email) =>
    ask(lodge.port, undefined, formOf(lodge, firm, "/login/password", { email, password: testPassword })),
  );
  const answers = await Promise.all(burst);
  under = false;
  await Promise.all(others);
  agent.destroy();
  const [inNow, shed] = [answers.filter(isIn).length, answers.filter(isShed).length];
  const p99 = percentile(times, 0.99);
  return [
    {
      row: "P6",
      what: `${people} log-ins at once: other pages' p99, ms`,
      ours: short(p99),
      floor: "–",
      ratio: "",
      bar: "≤ 1000",
      met: p99 <= 1_000,
    },
    {
      row: "P6",
      what: "let in, and told 503 with Retry-After",
      ours: `${inNow} + ${shed}`,
      floor: "–",
      ratio: "",
      bar: `${people}, nothing else`,
      met: inNow + shed === people && inNow > 0,
    },
  ];
}

const doors: { what: string; path: string; password?: string }[] = [
  { what: "log in", path: "/login/password", password: "not the right one" },
  { what: "email me a link", path: "/login/send" },
  { what: "get help signing in", path: "/login/help/send" },
  { what: "create account", path: "/login/create/send" },
];

/** SECURITY AU1: two hundred pairs of a known and an unknown address at each door; answers and times. */
async function pairs(lodge: Lodge, firm: TestFirm, emails: string[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, path, password } of doors) {
    const times = { known: [] as number[], unknown: [] as number[] };
    const answers = new Set<string>();
    const one = async (who: keyof typeof times, email: string) => {
      const answer = await ask(
        lodge.port,
        undefined,
        formOf(lodge, firm, path, { email, ...(password ? { password } : {}) }),
      );
      times[who].push(answer.ms);
      // tokens are random, and a refused address comes back as it was typed
      const cookies = String(answer.headers["set-cookie"])
        .replace(/=[\w-]{43};/g, "=…;")
        .replace(new RegExp(`${cookieNames.typed}=[\\w-]+;`), `${cookieNames.typed}=typed;`);
      answers.add(`${answer.status} ${answer.headers.location ?? ""} ${cookies} ${answer.body}`);
    };
    const left = [...emails];
    const worker = async () => {
      for (let email = left.pop(); email !== undefined; email = left.pop()) {
        const unknown = email.replace("@", "-nobody@");
        // who goes first changes, so that no side has the warmer half
        const order =
          left.length % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const);
        for (const who of order) await one(who, who === "known" ? email : unknown);
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    const apart = Math.abs(percentile(times.known, 0.5) - percentile(times.unknown, 0.5));
    rows.push({
      row: "P6",
      what: `${what}: known and unknown address, ms apart at the median of ${emails.length} pairs; kinds of answer`,
      ours: `${short(apart)}; ${answers.size}`,
      floor: "–",
      ratio: "",
      bar: "< 5; 1",
      met: apart < 5 && answers.size === 1,
    });
  }
  return rows;
}
