type Draft = {
  title: string;
  note: string;
  dueOn: string | null;
  needsReview: boolean;
  recipientIds: string[];
};

/** The fields that an edit gives, without those it leaves as they are. */
export const given = <T extends object>(edit: T) =>
  Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** What the fields of the editor say of a draft, to compare two versions of it (W12). */
export const textOfDraft = (draft: Draft): Record<string, string> => ({
  title: draft.title,
  note: draft.note,
  due_on: draft.dueOn ?? "",
  needs_review: draft.needsReview ? "on" : "off",
  recipient_ids: [...draft.recipientIds].sort().join(" "),
});
