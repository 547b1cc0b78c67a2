import "server-only";
import { and, eq, isNotNull, ne, or, sql, type SQL } from "drizzle-orm";
import { files } from "@/db/schema/conversation";
import { contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { requests, tasks, workItems } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf, nothing } from "@/lib/access/conditions";
import type { Mark } from "./mark-rules";
import { visibleFiles } from "./queries";

/** A file as the lists of documents show it: what it is, what it hangs on, who sent it and when. */
export type ListedFile = {
  id: string;
  at: Date;
  name: string;
  size: number;
  marks: Mark[];
  purpose: "answer" | "comment" | "reading" | "document";
  commentId: string | null;
  contactId: string | null;
  contactName: string | null;
  staffName: string | null;
};

/** A file that hangs on a task, with where that is. */
export type ListedOnTask = ListedFile & {
  taskId: string;
  taskTitle: string;
  requestTitle: string;
  workItemId: string;
  workTitle: string;
};

/** The columns of ListedFile. */
export const listedFile = {
  id: files.id,
  at: sql<Date>`${files.receivedAt}`.mapWith(files.receivedAt),
  name: files.name,
  size: files.size,
  marks: files.marks,
  purpose: files.purpose,
  commentId: files.commentId,
  contactId: files.contactId,
  contactName: sql<string | null>`case when ${contacts.id} is null then null when ${files.guestId} is not null
    then 'A guest of ' || trim(${contacts.firstName} || ' ' || ${contacts.lastName})
    else trim(${contacts.firstName} || ' ' || ${contacts.lastName}) end`,
  staffName: staffMembers.name,
};

/** The columns of ListedOnTask. */
export const listedOnTask = {
  ...listedFile,
  taskId: tasks.id,
  taskTitle: tasks.title,
  requestTitle: requests.title,
  workItemId: workItems.id,
  workTitle: workItems.title,
};

/** Who sent a file. */
export const byContact = and(eq(contacts.firmId, files.firmId), eq(contacts.id, files.contactId));
export const byStaff = and(eq(staffMembers.firmId, files.firmId), eq(staffMembers.id, files.staffId));

/** Received files; what staff chose for a comment and did not send is no document of anybody. */
export const listable = (staff: StaffActor): SQL =>
  allOf(visibleFiles(staff), eq(files.state, "received"), sent);

const sent =
  or(ne(files.purpose, "comment"), isNotNull(files.commentId), isNotNull(files.contactId)) ?? nothing;
