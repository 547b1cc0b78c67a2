import { cookieNames } from "@/lib/access/cookies";
import { newToken } from "@/lib/crypto";
import { createRequest } from "@/lib/requests/edit-draft";
import { completeWorkItem } from "@/lib/work-items/complete-work-item";
import { askEveryKind } from "@/test/factories/every-kind";
import { testFirm, testLink, testRequest, type TestFirm } from "@/test/factories/firm";
import { clientCookies, type Visit } from "./browser";
import { short, type Row } from "./figures";
import { newPerson } from "./people";
import { stage } from "./stage";
import { staffToken } from "./staff";
import { weigh, type Weight } from "./weigh";

type Named = { name: string; visit: Visit; side: "portal" | "admin" };

/** Every page of the portal, and the staff's that carry most. */
async function pages(firm: TestFirm, origin: string): Promise<Named[]> {
  const { staff, clientId, firmId, workItemId } = firm;
  const person = await newPerson(firm);
  const { contactId } = person.actor;
  const { requestId, tasks } = await testRequest(staff, clientId, [contactId]);
  const done = await testRequest(staff, clientId, [contactId]);
  await completeWorkItem(staff, done.workItemId, 3);
  const { transaction, choice, approval } = await askEveryKind(firm, contactId);
  const draftId = await createRequest(staff, { workItemId, title: "A draft" });
  const link = await testLink(firmId, { contactId: firm.contact.contactId, email: firm.contactEmail });
  const cookies = clientCookies(person.tokens);
  const signedIn = { [cookieNames.staff]: await staffToken(staff, origin) };
  const open = (name: string, path: string): Named => ({ name, side: "portal", visit: { origin, path } });
  const mine = (name: string, path: string): Named => ({
    name,
    side: "portal",
    visit: { origin, path, cookies },
  });
  const staffs = (name: string, path: string): Named => ({
    name,
    side: "admin",
    visit: { origin, path, cookies: signedIn },
  });
  return [
    open("link’s page", `/m/${link}`),
    open("link that opens nothing", `/m/${newToken()}`),
    open("door", "/login"),
    open("wait", "/wait"),
    open("help", "/help"),
    mine("home", "/"),
    mine("request", `/requests/${requestId}`),
    mine("task: tick", `/tasks/${tasks.tick}`),
    mine("task: upload", `/tasks/${tasks.upload}`),
    mine("task: answer", `/tasks/${tasks.answer}`),
    mine("task: payment with a receipt", `/tasks/${transaction}`),
    mine("task: choice", `/tasks/${choice}`),
    mine("task: approval", `/tasks/${approval}`),
    mine("completed", `/requests/${done.requestId}`),
    staffs("work list", "/admin/work"),
    staffs("work item", `/admin/work/${workItemId}`),
    staffs("request draft", `/admin/requests/${draftId}`),
    staffs("new client", "/admin/clients/new"),
  ];
}

const bars = { portal: 12_000, admin: 180_000 };
const wholeBar = 220_000;
const kB = (bytes: number) => `${short(bytes / 1000)} kB`;

function rowsOf({ name, side }: Named, weight: Weight, floor: Weight): Row[] {
  const over = weight.scripts - floor.scripts;
  const scripts: Row = {
    row: "P3",
    what: `${side === "admin" ? "staff’s " : ""}${name}: scripts`,
    ours: kB(weight.scripts),
    floor: kB(floor.scripts),
    ratio: `${over < 0 ? "−" : "+"}${kB(Math.abs(over))}`,
    bar: `≤ +${kB(bars[side])}`,
    met: over <= bars[side],
  };
  if (side === "admin") return [scripts];
  const whole: Row = {
    ...scripts,
    what: `${name}: whole first view`,
    ours: kB(weight.all),
    floor: kB(floor.all),
    ratio: short(weight.all / floor.all),
    bar: `≤ ${kB(wholeBar)}`,
    met: weight.all <= wholeBar,
  };
  return [scripts, whole];
}

/** P3: what each page weighs, scripts over the smallest page of the App Router. BENCH_FILES=1 lists the files. */
export async function weights(): Promise<Row[]> {
  const { lodge, floor } = await stage();
  const firm = await testFirm();
  const origin = `http://${firm.firm.slug}.localhost:${lodge.port}`;
  const least = await weigh({ origin: `http://localhost:${floor.port}`, path: "/" });
  const rows: Row[] = [];
  for (const named of await pages(firm, origin)) {
    const weight = await weigh(named.visit);
    rows.push(...rowsOf(named, weight, least));
    if (process.env["BENCH_FILES"]) console.log(named.name, weight.files);
  }
  if (process.env["BENCH_FILES"]) console.log("floor", least.files);
  return rows;
}
