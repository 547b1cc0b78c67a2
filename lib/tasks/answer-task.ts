import "server-only";
import { withFirm, type Tx } from "@/db/client";
import { answerDeclined } from "@/emails/answer-declined";
import type { ContactActor, Giver } from "@/lib/access/actor";
import { takeTurn } from "@/lib/access/rate-limit";
import { record } from "@/lib/audit/record";
import { newToken } from "@/lib/crypto";
import { insist, Refused } from "@/lib/refused";
import { mailOwner } from "@/lib/work-items/owner-letter";
import { unsureCategory, type TaskGiven, type TaskKind, type TaskState } from "./kinds";
import { dropDraft } from "./save-draft";
import { taskForUpdate } from "./queries";
import { mayChange, stateOnceDecided, stateOnceGiven } from "./rules";
import { settleTask } from "./settle-task";

type Asked = Awaited<ReturnType<typeof taskForUpdate>>;
type Words = { answer?: string; given?: TaskGiven; reason?: string; state?: TaskState };

/** Locks the task, checks that it is of this kind and open to change, writes the answer and its audit row. */
async function answered(
  giver: Giver,
  taskId: string,
  kind: TaskKind,
  wordsFor: (task: Asked) => Words,
  afterwards: (tx: Tx, task: Asked) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await withFirm(giver, async (tx) => {
    const task = await taskForUpdate(tx, giver, taskId);
    insist(mayChange(task));
    if (task.kind !== kind)
      throw new Refused("invalid", "This task asks for something else. Load the page again.");
    const state = stateOnceGiven(task.needsReview);
    const words = wordsFor(task);
    await settleTask(tx, giver, task, { state, answerKind: "given", ...words });
    // what the contact is typing there is not the guest's to drop
    if (giver.kind === "contact") await dropDraft(tx, giver, taskId, "answer");
    const { approved } = words.given ?? {};
    const answer = approved === undefined ? "given" : approved ? "approved" : "declined";
    await record(tx, giver, "task.answered", { taskId, requestId: task.requestId, answer });
    await afterwards(tx, task);
  });
}

/** The client's written answer; it finishes the task, and may be changed until the work is completed. */
export async function answerTask(giver: Giver, taskId: string, answer: string): Promise<void> {
  await answered(giver, taskId, "answer", () => ({ answer }));
}

/** Which of the offered answers the client chose; one, or several where the task takes several. */
export async function chooseAnswer(giver: Giver, taskId: string, chosen: string[]): Promise<void> {
  await answered(giver, taskId, "choice", ({ details }) => {
    const offered = new Set(details.options?.map(({ label }) => label));
    const words =
      chosen.length === 0
        ? "Choose an answer first, then save it."
        : "Choose one of the answers on the page.";
    if (chosen.length === 0 || chosen.some((label) => !offered.has(label)))
      throw new Refused("invalid", words, { chosen: words });
    if (chosen.length > 1 && !details.several)
      throw new Refused("invalid", "Choose one answer only.", { chosen: "Choose one answer only." });
    return { given: { chosen: [...new Set(chosen)] } };
  });
}

/** The client approves what was attached, or declines it and says why; the work owner is mailed of a refusal. */
export async function decideApproval(
  client: ContactActor,
  taskId: string,
  decision: { approved: boolean; reason: string },
): Promise<void> {
  const { approved, reason } = decision;
  if (!approved && reason === "")
    throw new Refused("invalid", "Write why you decline, so that it can be put right.", {
      reason: "Write why you decline, so that it can be put right.",
    });
  const mayMail = !approved && (await takeTurn("commentMails", client.contactId, taskId));
  await answered(
    client,
    taskId,
    "approval",
    ({ needsReview }) => ({
      state: stateOnceDecided(approved, needsReview),
      given: { approved },
      reason: approved ? "" : reason,
    }),
    async (tx, task) => {
      // each refusal is told, also a second one of the same task; the same pressed twice is one
      if (!mayMail || (task.state === "declined" && task.reason === reason)) return;
      const dedupeKey = `declined:${taskId}:${newToken()}`;
      const said = { text: reason };
      await mailOwner(tx, client, task, { kind: "declined", dedupeKey, letter: answerDeclined, said });
    },
  );
}

const missing = (field: string, said: string) => new Refused("invalid", said, { [field]: said });

/** What a transaction was: its category, an explanation, a receipt, as far as the firm asks for each. */
export async function explainTransaction(
  giver: Giver,
  taskId: string,
  words: { category: string | undefined; answer: string },
): Promise<void> {
  await answered(giver, taskId, "transaction", ({ details, filesReceived }) => {
    const category = words.category ?? "";
    const unsure = category === unsureCategory;
    if (details.categories?.length && category === "") throw missing("category", "Choose what it was for.");
    if (category !== "" && !unsure && !details.categories?.includes(category))
      throw missing("category", "Choose one of the answers on the page.");
    if (details.explanation && words.answer === "" && !unsure)
      throw missing("answer", "Write what it was for, in a few words.");
    if (details.receipt && filesReceived === 0 && !unsure)
      throw missing("files", "Add the receipt first. Without one, choose “I don't have this”.");
    return { answer: words.answer, given: category === "" ? {} : { category } };
  });
}
