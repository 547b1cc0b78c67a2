import type { Page } from "playwright";
import { countMails, newMail } from "./mailbox";
import type { Walk } from "./people";

/** What the rest of the tour needs of the staff's half. */
export type Asked = { staff: Page; workUrl: string; requestMail: { page: string; link: string } };

async function signIn({ base, album, newBrowser, staffEmail }: Walk): Promise<Page> {
  const context = await newBrowser();
  const page = await context.newPage();
  await page.goto(`${base}/admin`);
  await album.take(page, "staff-sign-in");
  const wanted = { to: staffEmail, about: /sign in/i };
  const before = await countMails(context.request, base, wanted.to, wanted.about);
  await page.getByLabel("Email address").fill(staffEmail);
  await page.getByRole("button", { name: "Email me a link" }).click();
  await page.getByRole("heading", { name: "Check your email" }).waitFor();
  const mail = await newMail(context.request, base, { ...wanted, before });
  await page.goto(mail.page);
  await album.take(page, "sign-in-mail");
  await page.goto(mail.link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/admin\/work$/);
  await album.take(page, "work-list");
  return page;
}

async function makeClient(page: Page, { base, album, client, contact }: Walk): Promise<void> {
  await page.goto(`${base}/admin/clients`);
  await album.take(page, "clients");
  await page.getByRole("link", { name: "New client" }).click();
  await page.getByLabel("Name").fill(client);
  await album.take(page, "new-client");
  await page.getByRole("button", { name: "Create client" }).click();
  await page.getByRole("heading", { name: client }).waitFor();
  await page.getByRole("link", { name: "Add contact" }).click();
  await page.getByLabel("First name").fill(contact.first);
  await page.getByLabel("Last name").fill(contact.last);
  await page.getByLabel("Email").fill(contact.email);
  await album.take(page, "new-contact");
  await page.getByRole("button", { name: "Add contact" }).click();
  await page.getByRole("link", { name: `${contact.first} ${contact.last}` }).waitFor();
  await album.take(page, "client");
}

async function makeRequest(page: Page, album: Walk["album"]): Promise<string> {
  await page.getByRole("link", { name: "New work item" }).first().click();
  await page.getByLabel("Title").fill("Year-end accounts 2026");
  await album.take(page, "new-work-item");
  await page.getByRole("button", { name: "Create work item" }).click();
  await page.getByRole("heading", { name: "Year-end accounts 2026" }).waitFor();
  const workUrl = page.url();
  await page.getByRole("link", { name: "New request" }).first().click();
  await page.getByLabel("Title").fill("Records for the year-end");
  await page.getByRole("button", { name: "Create request" }).click();
  for (const [kind, title] of [
    ["Tick", "Confirm your address"],
    ["Upload", "Send the bank statements"],
    ["Answer", "What was the press for?"],
  ] as const) {
    await page.getByRole("button", { name: `New task: ${kind}` }).click();
    await page.getByLabel("What you ask for").fill(title);
    await page.getByRole("button", { name: "Add task" }).click();
    await page.getByText(title).first().waitFor();
  }
  await album.take(page, "request-draft");
  return workUrl;
}

/** The firm's half: sign in, a client, a contact, a work item, a request with three tasks, sent. */
export async function staffAsk(walk: Walk): Promise<Asked> {
  const { base, album, contact } = walk;
  const staff = await signIn(walk);
  await makeClient(staff, walk);
  const workUrl = await makeRequest(staff, album);
  const wanted = { to: contact.email, about: /./ };
  await staff.getByRole("button", { name: "Send now" }).click();
  await staff.getByRole("button", { name: "Resend" }).waitFor();
  await album.take(staff, "request-sent");
  const requestMail = await newMail(staff.context().request, base, { ...wanted, before: 0 });
  return { staff, workUrl, requestMail };
}
