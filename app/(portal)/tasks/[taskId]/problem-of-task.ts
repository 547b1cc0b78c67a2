import { env } from "@/lib/env";
import { problemSentence } from "@/lib/files/problems";
import { mayComplete } from "@/lib/tasks/rules";

/** What was refused, for the summary on top of the page; `fieldId` where a field of it is to blame. */
export type Problem = { message: string; fieldId?: "files" };

const tooMany = "That was very many changes at once, so nothing was saved. Wait a minute, then go on.";

const textChanged =
  "The text was changed since you opened this page, so nothing was saved. Read it again, then confirm it.";

/** What a task's page says of the code in its address; `said` is what the plain form was told of its file. */
export function problemOfTask(
  task: Parameters<typeof mayComplete>[0] | undefined,
  code: string | string[] | undefined,
  said?: string,
): Problem | undefined {
  if (!task || typeof code !== "string") return undefined;
  const ofFile = problemSentence(code, env().maxFileBytes, said);
  if (ofFile !== undefined) return { message: ofFile, fieldId: "files" };
  if (code === "text-changed") return { message: textChanged };
  if (code === "limit") return { message: tooMany };
  const verdict = mayComplete(task);
  return code !== "guest-gone" && !verdict.ok ? { message: verdict.reason } : undefined;
}
