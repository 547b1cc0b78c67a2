import type { Metadata } from "next";
import { PageHead } from "@/components/portal/page-head";
import { errorTitle } from "@/components/ui/error-title";
import { guestTokens, pageGuest, whyGuestIsOut } from "@/lib/access/guest-session";
import { readNotSent, readSaid } from "@/lib/files/said";
import { guestTask } from "@/lib/guests/queries";
import { GuestFrame } from "../door-page";
import { portalFirm } from "../portal-firm";
import { GuestView } from "./guest-view";

type Props = {
  searchParams: Promise<Partial<Record<"said" | "problem" | "left" | "ask", string | string[]>>>;
};

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: errorTitle("What you were asked", (await searchParams).problem !== undefined) };
}

/** A guest's one task (A18): what is asked and the way to answer it, and nothing else of anybody. */
export default async function GuestPage({ searchParams }: Props) {
  const { said, problem, left, ask } = await searchParams;
  const firm = await portalFirm();
  const guest = (await pageGuest())?.guest;
  const task = guest && (await guestTask(guest.actor));
  if (!guest || !task) {
    const why = await whyGuestIsOut(firm.id, await guestTokens());
    return (
      <GuestFrame firm={firm}>
        {why === "answered" ? (
          <PageHead title="Thank you, that is all" mark={{ icon: "check", full: true }}>
            {firm.name} has your answer. There is nothing more for you to do, and your link shows nothing any
            more. Close this page.
          </PageHead>
        ) : (
          <PageHead title="There is nothing for you to answer here" mark={{ icon: "info" }}>
            {why === "ended"
              ? "It was answered by somebody else, or your access has ended. If something is still needed, the person who asked you can ask again."
              : "If somebody asked you to answer something, open the link in the mail, on the device you opened it on before."}
          </PageHead>
        )}
      </GuestFrame>
    );
  }
  const text = (value: typeof said) => (typeof value === "string" ? value : undefined);
  return (
    <GuestFrame firm={firm}>
      <GuestView
        guest={guest}
        task={task}
        firm={firm}
        now={new Date()}
        said={text(said)}
        problem={text(problem)}
        left={left === undefined ? undefined : readNotSent(firm.id, task.id, text(left) ?? "")}
        asks={ask !== undefined}
        told={said === undefined ? undefined : readSaid(firm.id, task.id, text(said) ?? "")}
      />
    </GuestFrame>
  );
}
