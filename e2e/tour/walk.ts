import type { Page } from "playwright";
import { clientLodge, otherDevice } from "./client-lodges";
import { lookRound } from "./look-round";
import type { Walk } from "./people";
import { staffAsk, type Asked } from "./staff-asks";

async function staffReceive({ album }: Walk, { staff, workUrl }: Asked): Promise<void> {
  await staff.goto(workUrl);
  for (const fold of await staff.locator(".donefold > summary").all()) await fold.click();
  await staff.getByText("For the new apple press.").waitFor();
  await album.take(staff, "staff-see-it");
  const [download] = await Promise.all([
    staff.waitForEvent("download"),
    staff.getByRole("link", { name: "Download statements.pdf" }).click(),
  ]);
  if (download.suggestedFilename() !== "statements.pdf" || (await download.failure()))
    throw new Error("The file did not come down as it was sent.");
  const complete = (within: Page | ReturnType<Page["getByRole"]>) =>
    within
      .getByRole("button", { name: "Mark as completed" })
      .or(within.getByRole("link", { name: "Mark as completed" }))
      .first();
  await complete(staff).click();
  const back = staff.getByRole("button", { name: "Set back to in progress" });
  const dialog = staff.getByRole("dialog");
  await back.or(dialog).first().waitFor();
  if (await dialog.isVisible()) await complete(dialog).click();
  await back.waitFor();
  await album.take(staff, "staff-completed");
}

/** The main job end to end, once: a firm asks, a client lodges, the firm has it. */
export async function wholeWalk(walk: Walk): Promise<void> {
  const { base, album } = walk;
  const asked = await staffAsk(walk);
  const client = await clientLodge(walk, asked.requestMail);
  await client.goto(`${base}/devices`);
  await client.getByRole("heading", { name: "Your devices" }).waitFor();
  await album.take(client, "devices");
  await otherDevice(walk, asked.requestMail.link);
  await lookRound(asked.staff, walk, asked.workUrl);
  await staffReceive(walk, asked);
  await client.goto(asked.requestMail.link);
  await client.getByRole("heading", { name: "This work is completed" }).waitFor();
  await album.take(client, "client-completed");
  await client.goto(`${base}/help`);
  await client.getByRole("heading", { level: 1 }).waitFor();
  await album.take(client, "help");
}
