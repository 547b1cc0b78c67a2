import { pingDatabase } from "@/db/client";
import { env } from "./env";
import { fileStore } from "./files/chosen-store";

const patienceMs = 5_000;

/** True when the store takes a file now: tried, since a full disk or a bucket that is away shows only then. */
async function canWrite(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, patienceMs, false)));
  const tried = fileStore()
    .check()
    .then(
      () => true,
      () => false,
    );
  return Promise.race([tried, late]).finally(() => {
    clearTimeout(timer);
  });
}

let told: { until: number; answer: Promise<boolean> } | undefined;

/** True when this process can serve: the database answers and files can be written. Asked anew once a second, a bucket every ten. */
export function isReady(): Promise<boolean> {
  if (!told || Date.now() > told.until) {
    const answer = Promise.all([pingDatabase(), canWrite()]).then((all) => all.every(Boolean));
    told = { until: Date.now() + (env().s3 ? 10_000 : 1_000), answer };
  }
  return told.answer;
}
