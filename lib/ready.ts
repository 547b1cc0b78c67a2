import { pingDatabase } from "@/db/client";
import { fileStore } from "./files/chosen-store";

const canWrite = (): Promise<boolean> =>
  fileStore()
    .check()
    .then(
      () => true,
      () => false,
    );

let told: { until: number; answer: Promise<boolean> } | undefined;

/** True when this process can serve: the database answers and files can be written. Asked anew once a second. */
export function isReady(): Promise<boolean> {
  if (!told || Date.now() > told.until) {
    const answer = Promise.all([pingDatabase(), canWrite()]).then((all) => all.every(Boolean));
    told = { until: Date.now() + 1_000, answer };
  }
  return told.answer;
}
