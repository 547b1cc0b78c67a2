"use client";

import { Fragment, type ReactNode } from "react";
import { CarriedIcon, type CarriedIconName } from "@/components/carried-icons";
import {
  PhoneLink,
  PortalFooter,
  PortalHeader,
  type PortalFirm,
  type PortalLink,
} from "@/components/portal/portal-parts";
import { Avatar } from "@/components/ui/avatar";

type PortalNavItem = {
  label: string;
  href: string;
  icon: CarriedIconName;
  current?: boolean | undefined;
  /** How many are to do; 0 shows nothing. */
  toDo?: number | undefined;
  /** A rule above it. */
  ruled?: boolean | undefined;
};

/** The person who asks. `role` from the client's side: "Your accountant"; `hours`: "Monday to Friday, 9 to 5". */
export type Sender = {
  name: string;
  role?: string | undefined;
  phone?: string | undefined;
  hours?: string | undefined;
};

type PortalFrameProps = {
  firm: PortalFirm;
  /** The contact whose requests these are. */
  here: string;
  nav: PortalNavItem[];
  footLinks: PortalLink[];
  sender?: Sender | undefined;
  /** The days this device was opened and ends, in words. */
  device?: { openedOn: string; endsOn: string } | undefined;
  /** Logged in, with this address; otherwise here by a device. */
  login?: { email: string } | undefined;
  /** Where to log in, for somebody who is here by a device and could (L2). */
  logIn?: string | undefined;
  /** Whose page this is: goes with the press that signs out on this device. */
  as: string;
  /** A staff member looks at the page as this contact: a banner says so, and no control works (W9). */
  viewedBy?: string | undefined;
  /** A preview: the page is looked at, and what leads elsewhere is dead. */
  still?: boolean | undefined;
  children: ReactNode;
};

/** What cannot be pressed while a page is only looked at. */
const Dead = ({ when, children }: { when: boolean; children: ReactNode }) =>
  when ? (
    <div className="still" inert>
      {children}
    </div>
  ) : (
    children
  );

type Out = { as: string; loggedIn: boolean };

/** The form around the button that signs out on this device, or logs out. */
function SignOut({ as, loggedIn, children }: Out & { children?: ReactNode }) {
  return (
    <form method="post" action="/sign-out">
      <input type="hidden" name="as" value={as} />
      {loggedIn ? <input type="hidden" name="what" value="login" /> : null}
      <button>
        {children}
        {loggedIn ? "Log out" : "Sign out on this device"}
      </button>
    </form>
  );
}

type NavListProps = Out & { nav: PortalNavItem[]; logIn: string | undefined; viewed: boolean };

function NavList({ nav, logIn, viewed, ...out }: NavListProps) {
  return (
    <>
      {nav.map((item) => (
        <Fragment key={item.href}>
          {item.ruled ? <hr /> : null}
          <a href={item.href} aria-current={item.current ? "page" : undefined}>
            <CarriedIcon name={item.icon} />
            {item.label}
            {item.toDo ? (
              <span className="n">
                {item.toDo}
                <span className="vh"> to do</span>
              </span>
            ) : null}
          </a>
        </Fragment>
      ))}
      {viewed ? null : (
        <>
          <hr />
          {logIn ? (
            <a href={logIn}>
              <CarriedIcon name="log-in" />
              Log in
            </a>
          ) : null}
          <SignOut {...out}>
            <CarriedIcon name="sign-out" />
          </SignOut>
        </>
      )}
    </>
  );
}

function SenderCard({ sender }: { sender: Sender }) {
  return (
    <section aria-label="Who to ask">
      <p className="person">
        <Avatar name={sender.name} size="lg" />
        <span>
          <b>{sender.name}</b>
          {sender.role ? <span className="soft small">{sender.role}</span> : null}
        </span>
      </p>
      {sender.phone ? (
        <p>
          <PhoneLink phone={sender.phone} className="phone">
            <CarriedIcon name="phone" />
          </PhoneLink>
        </p>
      ) : null}
      <p className="soft small">
        Stuck? {sender.phone ? "Call, or write" : "Write"} a comment on the task.
        {sender.hours ? ` ${sender.hours}.` : ""}
      </p>
    </section>
  );
}

/** Every page of a signed-in client: header, Menu or side, the page in `main`, the person who asks, the foot. */
export function PortalFrame({
  firm,
  here,
  nav,
  footLinks,
  sender,
  device,
  login,
  logIn,
  as,
  viewedBy,
  still = false,
  children,
}: PortalFrameProps) {
  const list = { nav, logIn, as, loggedIn: login !== undefined, viewed: viewedBy !== undefined };
  const hereAs = login ? "Logged in as" : "Here as";
  return (
    <div className="portal">
      {viewedBy ? (
        <p className="viewing" role="status">
          <span>
            {viewedBy}, you see what <b>{here}</b> sees. Nothing can be changed here.
          </span>
          <a href="/view/stop">Stop viewing</a>
        </p>
      ) : null}
      <Dead when={still}>
        <PortalHeader firm={firm}>
          <p className="as">
            {hereAs} <b>{here}</b>
          </p>
          {/* around the fold, so that it is a landmark while it is shut */}
          <nav className="menu" aria-label="Menu">
            <details>
              <summary>
                <CarriedIcon name="menu" />
                Menu
              </summary>
              <div className="nav">
                <p>
                  {hereAs} <b>{here}</b>
                </p>
                <NavList {...list} />
              </div>
            </details>
          </nav>
        </PortalHeader>
      </Dead>
      <div className="frame">
        <nav className="side nav" aria-label="Portal" inert={still}>
          <NavList {...list} />
        </nav>
        <main id="main">{viewedBy ? <fieldset disabled>{children}</fieldset> : children}</main>
        <aside className="rail" inert={still}>
          {sender ? <SenderCard sender={sender} /> : null}
          {login && !viewedBy ? (
            <section className="rail-only">
              <p className="small soft">
                <b>Logged in</b>
                <br />
                With {login.email}. After an hour without a click we log you out.
              </p>
            </section>
          ) : null}
          {device && !viewedBy ? (
            <section className="rail-only">
              <p className="small soft">
                <b>This device</b>
                <br />
                Opened {device.openedOn}. It stays open until {device.endsOn}, then we mail you a new link.
              </p>
            </section>
          ) : null}
        </aside>
      </div>
      <Dead when={still}>
        <PortalFooter firm={firm} links={footLinks}>
          {viewedBy ? null : <SignOut as={as} loggedIn={list.loggedIn} />}
        </PortalFooter>
      </Dead>
    </div>
  );
}
