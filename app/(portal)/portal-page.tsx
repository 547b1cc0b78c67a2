import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { PortalFrame, type Sender } from "@/components/portal/portal-frame";
import type { Firm } from "@/lib/access/host";
import { proofLeft } from "@/lib/access/device-proof";
import { clientTokens, pageVisitor, type Visitor } from "@/lib/access/session";
import { longDayOf } from "@/lib/format";
import { askerOf, openTaskCount } from "@/lib/requests/queries";
import { asOf } from "@/lib/actions";
import { LivePage } from "../live-page";
import { KeyKeeper } from "./key-keeper";
import { footLinks, portalFirm, portalFirmOf } from "./portal-firm";
import type { Places, Reader } from "./task-rows";

/** Who is in here; somebody who is not goes to the door and comes back to `path`. */
export async function signedIn(path: string): Promise<{ firm: Firm; visitor: Visitor }> {
  const firm = await portalFirm();
  const page = await pageVisitor();
  if (!page?.visitor) redirect(`/enter?to=${encodeURIComponent(path)}`);
  return { firm, visitor: page.visitor };
}

/** Home: with several people on one browser the address says whose (A17). */
export const homeOf = (visitor: Reader): string =>
  visitor.contactsHere > 1 ? `/?as=${visitor.actor.contactId}` : "/";

/** Where the links of somebody's own pages lead. */
export const placesOf = (visitor: Visitor): Places => ({
  home: homeOf(visitor),
  tasks: "/tasks/",
  help: "/help",
  documents: "/documents/",
  files: visitor.actor.via === "login" ? "/files/" : undefined,
});

type Asker = Awaited<ReturnType<typeof askerOf>>;
type Current = "requests" | "help" | "devices";

/** A page of somebody who is in: navigation, whom to ask, this device. */
export async function ClientPage(props: {
  firm: Firm;
  visitor: Visitor;
  current?: Current;
  toDo?: number;
  requestId?: string;
  asker?: Asker | undefined;
  children: ReactNode;
}) {
  const { firm, visitor, current, children } = props;
  const asker = props.asker ?? (await askerOf(visitor.actor, props.requestId));
  const toDo = props.toDo ?? (await openTaskCount(visitor.actor));
  const proof = visitor.keepsKey ? (await clientTokens()).proof : undefined;
  return (
    <ReaderFrame firm={firm} visitor={visitor} current={current} toDo={toDo} asker={asker}>
      {visitor.viewedBy ? null : <LivePage source={`/live?as=${asOf(visitor.actor)}`} />}
      {visitor.keepsKey ? <KeyKeeper left={proofLeft(firm.id, proof)} /> : null}
      {children}
    </ReaderFrame>
  );
}

type FrameProps = {
  firm: Firm;
  visitor: Reader;
  current: Current | undefined;
  toDo: number;
  asker: Asker | undefined;
  /** Only looked at: what leads elsewhere is dead. */
  still?: boolean;
  children: ReactNode;
};

/** What stands around a page: drawn from what is given, for a reader or for a preview of what the reader sees. */
export function ReaderFrame({ firm, visitor, current, toDo, asker, still, children }: FrameProps) {
  const sender: Sender = {
    name: asker?.name ?? firm.name,
    role: asker?.title,
    phone: asker?.phone || firm.phone,
    hours: firm.officeHours || undefined,
  };
  const others =
    visitor.contactsHere > 1 ? [{ label: "Somebody else here", href: "/", icon: "people" as const }] : [];
  return (
    <PortalFrame
      firm={portalFirmOf(firm)}
      here={visitor.fullName}
      nav={[
        {
          label: "Requests",
          href: homeOf(visitor),
          icon: "requests",
          current: current === "requests",
          toDo,
        },
        {
          label: "What is this?",
          href: "/help",
          icon: "help",
          current: current === "help",
          ruled: true,
        },
        {
          label: "Your devices",
          href: "/devices",
          icon: "device",
          current: current === "devices",
        },
        ...others,
      ]}
      footLinks={footLinks}
      sender={sender}
      device={
        visitor.login
          ? undefined
          : { openedOn: longDayOf(visitor.claimedAt, firm), endsOn: longDayOf(visitor.endsAt, firm) }
      }
      login={visitor.login}
      logIn={visitor.login || firm.securityMode === "link" ? undefined : "/login?with=password"}
      as={asOf(visitor.actor)}
      viewedBy={visitor.viewedBy}
      still={still}
    >
      {children}
    </PortalFrame>
  );
}
