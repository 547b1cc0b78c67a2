import { AskForLinkCard } from "@/components/portal/access-link-card";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import type { Firm } from "@/lib/access/host";
import { PasskeyDoor } from "./login/passkey-door";
import { DoorPage } from "./portal-page";

const notAnAddress = "Write an email address, like name@example.com.";

const doorProblems = {
  over: "That took longer than ten minutes, or too many tries. Begin again.",
  passkey:
    "That passkey opens nothing here. It may have been removed, or belong to an earlier address of this portal. Let us email you a link instead; once you are logged in you can make a new passkey.",
};

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
    ) : problem === "over" || problem === "passkey" ? (
      <Note kind="late">{doorProblems[problem]}</Note>
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
      {firm.securityMode === "link" ? null : <PasskeyDoor />}
    </DoorPage>
  );
}
