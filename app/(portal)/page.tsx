import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { mustProve } from "@/lib/access/device-key";
import { originOf, requestHost } from "@/lib/access/host";
import { provePath } from "@/lib/access/public-post";
import { clientTokens, liveDevicesOf, pageVisitor } from "@/lib/access/session";
import { openTasksAndAsker } from "@/lib/requests/queries";
import { Chooser } from "./chooser";
import { completedList } from "@/lib/work-items/completed";
import { CompletedList } from "./completed-list";
import { DoorCard } from "./door-card";
import { Home } from "./home";
import { OperatorPage } from "./operator-page";
import { portalFirm } from "./portal-firm";
import { ClientPage, placesOf } from "./portal-page";

export const metadata: Metadata = { title: "Your requests" };

type Props = {
  searchParams: Promise<{ as?: string; done?: string; undone?: string; out?: string; problem?: string }>;
};

/** The portal's base URL: home for a device, a choice between several people, the door for everybody else. */
export default async function HomePage({ searchParams }: Props) {
  const asked = await searchParams;
  if ((await requestHost()).kind === "operator") return <OperatorPage />;
  const firm = await portalFirm();
  const visitor = (await pageVisitor())?.visitor;
  const chosen = visitor && (visitor.contactsHere === 1 || asked.as === visitor.actor.contactId);
  if (!chosen) {
    const tokens = await clientTokens();
    if (!visitor && (await mustProve(firm.id, tokens))) redirect(provePath("/"));
    const here = await liveDevicesOf(firm.id, tokens, originOf(await headers()));
    if (here.length === 0)
      return <DoorCard firm={firm} said={asked.out === "login" ? "login" : asked.out ? "out" : undefined} />;
    if (here.length === 1) redirect("/enter");
    return (
      <Chooser
        firm={firm}
        people={here.map(({ actor, fullName }) => ({ contactId: actor.contactId, fullName }))}
      />
    );
  }
  const { tasks, asker } = await openTasksAndAsker(visitor.actor);
  const completed = await completedList(visitor.actor);
  const toDo = tasks.filter((task) => task.state === "open").length;
  return (
    <ClientPage firm={firm} visitor={visitor} current="requests" toDo={toDo} asker={asker}>
      <Home
        seen={{ firm, visitor, now: new Date(), places: placesOf(visitor) }}
        tasks={tasks}
        asker={asker?.name}
        done={asked.done}
        undone={asked.undone}
        loggedOut={asked.out === "login"}
        problem={asked.problem}
      />
      <CompletedList list={completed} firm={firm} />
    </ClientPage>
  );
}
