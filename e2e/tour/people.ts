import { randomBytes } from "node:crypto";
import type { BrowserContext } from "playwright";
import type { Album } from "./album";

/** One walk of the tour: where Lodge is, whose pictures these are, and how a browser of that device is opened. */
export type Walk = {
  base: string;
  album: Album;
  newBrowser: () => Promise<BrowserContext>;
  staffEmail: string;
  client: string;
  contact: { first: string; last: string; email: string };
};

/** A client that the demo does not have yet: a mark keeps one tour's mails from another's. */
export function newcomer(): Pick<Walk, "client" | "contact"> {
  const mark = randomBytes(3).toString("hex");
  return {
    client: `Tamar Valley Cider ${mark}`,
    contact: { first: "Bea", last: "Coombes", email: `bea-${mark}@tamarcider.example` },
  };
}
