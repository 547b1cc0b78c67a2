import type { Page } from "playwright";
import type { Asked } from "./staff-asks";
import type { Walk } from "./people";

/** A believable little document. */
const statements = Buffer.from(
  `%PDF-1.4\n${"Statement of account, Tamar Valley Cider, quarter three.\n".repeat(4_000)}%%EOF\n`,
);

async function openLink(page: Page, { album }: Walk, mail: Asked["requestMail"]): Promise<void> {
  await page.goto(mail.page);
  await album.take(page, "request-mail");
  await page.goto(mail.link);
  await album.take(page, "link");
  await page.getByRole("button", { name: "Open my requests" }).click();
  await page.getByRole("heading", { name: "Records for the year-end" }).waitFor();
  await album.take(page, "request");
}

async function upload(page: Page, { album }: Walk): Promise<void> {
  await page.getByRole("link", { name: "Send the bank statements" }).last().click();
  await page.getByLabel("Add photos or files").waitFor({ state: "attached" });
  await album.take(page, "task-upload");
  await page
    .getByLabel("Add photos or files")
    .setInputFiles({ name: "statements.pdf", mimeType: "application/pdf", buffer: statements });
  await page.locator(".files li").filter({ hasText: "statements.pdf" }).filter({ hasText: "Sent" }).waitFor();
  await album.take(page, "file-sent");
  await page.getByRole("button", { name: "Mark as done" }).click();
  await page.getByText("“Send the bank statements” is with").waitFor();
  await album.take(page, "answer-after-upload");
}

async function answer(page: Page, { album }: Walk): Promise<void> {
  await page.getByLabel("Your answer").fill("For the new apple press.");
  await page.getByText(/^Draft kept/).waitFor();
  await album.take(page, "task-answer");
  await page.getByLabel(/^Write to/).fill("It came in August.");
  await page.getByRole("button", { name: "Send comment" }).click();
  await page.locator(".thread").getByText("It came in August.").waitFor();
  await album.take(page, "comment");
  await page.getByRole("button", { name: "Save this answer" }).click();
  await page.getByRole("heading", { name: /That’s everything/ }).waitFor();
  await album.take(page, "all-done");
}

/** The client's half: the mail, the link's page, in; home; a tick, a file, an answer and a comment. */
export async function clientLodge(walk: Walk, mail: Asked["requestMail"]): Promise<Page> {
  const page = await (await walk.newBrowser()).newPage();
  await openLink(page, walk, mail);
  await page.goto(`${walk.base}/`);
  await page.getByText("things for you to do").first().waitFor();
  await walk.album.take(page, "home");
  await page.getByRole("checkbox", { name: "Confirm your address" }).click();
  await page.getByText("1 of 3 done").waitFor();
  await walk.album.take(page, "ticked");
  await upload(page, walk);
  await answer(page, walk);
  return page;
}

/** The same link on another device: refused, and a fresh one asked for. */
export async function otherDevice({ album, newBrowser }: Walk, link: string): Promise<void> {
  const context = await newBrowser();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("heading", { name: "This link is in use on another device" }).waitFor();
  await album.take(page, "other-device");
  await page.getByRole("button", { name: "Send access link" }).click();
  await page.getByRole("heading", { name: "Check your email" }).waitFor();
  await album.take(page, "link-sent");
  await context.close();
}
