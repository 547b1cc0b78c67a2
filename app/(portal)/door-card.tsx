import { AskForLinkCard } from "@/components/portal/access-link-card";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import type { Firm } from "@/lib/access/host";
import { DoorPage } from "./portal-page";

const notAnAddress = "Write an email address, like name@example.com.";

/** What a browser without a device sees at the base URL and at /login: the email field (L1, DECISIONS 6). */
export function DoorCard({ firm, problem }: { firm: Firm; problem: string }) {
  const note =
    problem === "email" ? (
      <ErrorSummary errors={[{ fieldId: "email", message: notAnAddress }]} />
    ) : problem === "again" ? (
      <Note kind="late">
        Press the button once more. Your browser had not told us yet that it is this one.
      </Note>
    ) : problem === "limit" ? (
      <Note kind="late">
        Very many links were asked for from here just now. Wait a few minutes, then ask again.
      </Note>
    ) : problem === "out" ? (
      <Note kind="good">You are signed out on this device. Nothing of yours is shown here any more.</Note>
    ) : null;
  return (
    <DoorPage firm={firm}>
      <AskForLinkCard
        firm={{ name: firm.name, phone: firm.phone || undefined }}
        action="/login/send"
        problem={note}
        error={problem === "email" ? notAnAddress : undefined}
      />
    </DoorPage>
  );
}
