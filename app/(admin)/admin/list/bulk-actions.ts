"use server";

import { staffAction } from "@/lib/actions";
import { onEach } from "@/lib/bulk";
import { archiveClient, restoreClient } from "@/lib/clients/archive-client";
import { chosenInput } from "@/lib/clients/input";
import { plural } from "@/lib/format";
import { Refused } from "@/lib/refused";
import { resendRequest } from "@/lib/requests/resend-request";
import { undoSend } from "@/lib/requests/undo-send";
import { archiveWorkItem, restoreWorkItem } from "@/lib/work-items/archive-work-item";
import { completeWorkItem } from "@/lib/work-items/complete-work-item";
import type { Outcomes } from "./spec";

type Rows = { id: string; seen?: number }[];

const clientsAway = staffAction("clients.write", chosenInput, (staff, { rows }) =>
  onEach(rows, ({ id }) => archiveClient(staff, id)),
);
const clientsBack = staffAction("clients.write", chosenInput, (staff, { rows }) =>
  onEach(rows, ({ id }) => restoreClient(staff, id)),
);
const workAway = staffAction("work.write", chosenInput, (staff, { rows }) =>
  onEach(rows, ({ id }) => archiveWorkItem(staff, id)),
);
const workBack = staffAction("work.write", chosenInput, (staff, { rows }) =>
  onEach(rows, ({ id }) => restoreWorkItem(staff, id)),
);
// nobody is asked here, so work with open tasks says so and stays open (W8)
const workDone = staffAction("work.write", chosenInput, (staff, { rows }) =>
  onEach(rows, ({ id }) => completeWorkItem(staff, id, 0)),
);
const sentAgain = staffAction("requests.send", chosenInput, (staff, { rows }) =>
  onEach(rows, ({ id, seen }) => resendRequest(staff, id, seen ?? 0)),
);
const sendsUndone = staffAction("requests.send", chosenInput, (staff, { rows }) =>
  onEach(rows, async ({ id, seen }) => {
    const { cancelled, gone } = await undoSend(staff, id, seen ?? 0);
    if (gone > 0)
      throw new Refused(
        "conflict",
        `${plural(gone, "mail was", "mails were")} on the way already; ${cancelled} held back.`,
      );
  }),
);

/** Archives the chosen clients. */
export async function archiveClients(rows: Rows): Promise<Outcomes> {
  return clientsAway({ rows });
}

/** Restores the chosen clients. */
export async function restoreClients(rows: Rows): Promise<Outcomes> {
  return clientsBack({ rows });
}

/** Archives the chosen work items. */
export async function archiveWork(rows: Rows): Promise<Outcomes> {
  return workAway({ rows });
}

/** Restores the chosen work items. */
export async function restoreWork(rows: Rows): Promise<Outcomes> {
  return workBack({ rows });
}

/** Completes those of the chosen work items that have no open task. */
export async function completeAll(rows: Rows): Promise<Outcomes> {
  return workDone({ rows });
}

/** Sends the chosen requests again, each as its row showed it. */
export async function resendAll(rows: Rows): Promise<Outcomes> {
  return sentAgain({ rows });
}

/** Undoes what was just sent of the chosen requests, as far as it is held (S10). */
export async function undoSends(rows: Rows): Promise<Outcomes> {
  return sendsUndone({ rows });
}
