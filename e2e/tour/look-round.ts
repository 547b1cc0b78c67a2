import type { Page } from "playwright";
import type { Walk } from "./people";

async function write(page: Page, kind: string, title: string, fill: Record<string, string>): Promise<void> {
  await page.getByRole("button", { name: `New task: ${kind}` }).click();
  await page.getByLabel("What you ask for").fill(title);
  for (const [label, text] of Object.entries(fill))
    await page.getByRole("textbox", { name: label }).fill(text);
  if (kind === "Transaction") await page.getByLabel("Date", { exact: true }).fill("2026-10-14");
  await page.getByRole("button", { name: "Add task" }).click();
  await page.getByRole("button", { name: `Edit ${title}` }).waitFor();
}

/** The editor with tasks of the newer kinds, left as a draft. */
async function builder(page: Page, album: Walk["album"], workUrl: string): Promise<void> {
  await page.goto(workUrl);
  await page.getByRole("link", { name: "New request" }).first().click();
  await page.getByLabel("Title").fill("Questions about October");
  await page.getByRole("button", { name: "Create request" }).click();
  await write(page, "Transaction", "What was this payment to Parkes for?", {
    Payee: "Parkes & Daughters Joinery",
    Amount: "1,240.00",
    Account: "Lloyds business, ending 4417",
    "Categories to choose from": "Equipment\nRepairs\nPrivate",
  });
  await write(page, "Choice", "Choose how the van is used", {
    "Answers to choose from": "Only for work\nHalf and half – private trips too",
  });
  await album.take(page, "request-builder");
}

/** The firm's lists, a contact with its devices, the portal as that contact sees it, and the request editor. */
export async function lookRound(
  page: Page,
  { base, album, client, contact }: Walk,
  workUrl: string,
): Promise<void> {
  for (const list of ["clients", "contacts", "work", "requests"]) {
    await page.goto(`${base}/admin/${list}?q=${encodeURIComponent(client)}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await album.take(page, `${list}-searched`);
  }
  await builder(page, album, workUrl);
  await page.goto(`${base}/admin/contacts?q=${encodeURIComponent(contact.email)}`);
  await page.getByRole("link", { name: `${contact.first} ${contact.last}` }).click();
  await page.getByRole("link", { name: "Details" }).waitFor();
  await album.take(page, "contact-timeline");
  await page.getByRole("link", { name: "Details" }).click();
  await page.getByRole("heading", { name: /Devices/ }).waitFor();
  await album.take(page, "contact-details");
  await page.getByRole("link", { name: "View as client" }).click();
  await page.getByText("Nothing can be changed here.").waitFor();
  await album.take(page, "view-as-client");
  await page.getByRole("link", { name: "Stop viewing" }).click();
  await page.getByRole("link", { name: "View as client" }).waitFor();
}
