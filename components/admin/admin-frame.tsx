import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/icons";
import { Avatar } from "@/components/ui/avatar";

type AdminNavItem = {
  label: string;
  href: string;
  icon: IconName;
  current?: boolean | undefined;
  count?: number | string | undefined;
};

type AdminFrameProps = {
  firmName: string;
  staffName: string;
  /** The own sign-in, behind the name. */
  me: { href: string; current: boolean };
  nav: AdminNavItem[];
  /** Puts the given button into the form that signs out. */
  signOut: (button: ReactNode) => ReactNode;
  children: ReactNode;
};

/** Lodge's own mark and the firm's name; where no firm is, Lodge's alone. */
function AdminBrand({ firmName }: { firmName: string | undefined }) {
  return (
    <div className="brand">
      <svg viewBox="0 0 28 28" aria-hidden="true">
        <path d="M5 3v20h20" fill="none" stroke="currentColor" strokeWidth="4.5" />
        <rect x="11" y="7" width="10" height="10" rx="1.5" fill="var(--brand)" />
      </svg>
      <span>
        {firmName ?? "Lodge"}
        {firmName === undefined ? null : <small>on Lodge</small>}
      </span>
    </div>
  );
}

function NavLinks({ nav }: { nav: AdminNavItem[] }) {
  return nav.map((item) => (
    <a key={item.href} href={item.href} aria-current={item.current ? "page" : undefined}>
      <Icon name={item.icon} />
      {item.label}
      {item.count === undefined ? null : <span className="n">{item.count}</span>}
    </a>
  ));
}

function Me({ staffName, me, signOut }: Pick<AdminFrameProps, "staffName" | "me" | "signOut">) {
  return (
    <>
      <a className="me" href={me.href} aria-current={me.current ? "page" : undefined}>
        <Avatar name={staffName} />
        {staffName}
        <span className="vh">: your sign-in</span>
      </a>
      {signOut(
        <button type="submit">
          <Icon name="sign-out" />
          Sign out
        </button>,
      )}
    </>
  );
}

/** Every page of the staff side: navigation at the side, or behind Menu under 992 px. */
export function AdminFrame({ firmName, staffName, me, nav, signOut, children }: AdminFrameProps) {
  return (
    <div className="admin">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <nav className="aside snav" aria-label="Main">
          <AdminBrand firmName={firmName} />
          <NavLinks nav={nav} />
          <span className="sp" />
          <Me staffName={staffName} me={me} signOut={signOut} />
        </nav>
        <div className="amain">
          <header className="mtop">
            <AdminBrand firmName={firmName} />
            <nav className="mmenu" aria-label="Menu">
              <details>
                <summary>
                  <Icon name="menu" />
                  Menu
                </summary>
                <div className="snav">
                  <NavLinks nav={nav} />
                  <Me staffName={staffName} me={me} signOut={signOut} />
                </div>
              </details>
            </nav>
          </header>
          <main id="main">{children}</main>
        </div>
      </div>
    </div>
  );
}

/** The staff's sign-in pages: one sheet, no navigation. */
export function AdminDoor({ firmName, children }: { firmName: string | undefined; children: ReactNode }) {
  return (
    <div className="admin door">
      <main id="main">
        <AdminBrand firmName={firmName} />
        {children}
      </main>
    </div>
  );
}
