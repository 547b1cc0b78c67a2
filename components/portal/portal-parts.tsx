import type { ReactNode } from "react";
import { FirmMark } from "@/components/portal/firm-mark";

/** `address` on one line; `phone` as people read it, "01632 960 142". */
export type PortalFirm = { name: string; address?: string | undefined; phone?: string | undefined };
export type PortalLink = { label: string; href: string };

/** A telephone number to press; RFC 3966 wants digits and a leading plus only. */
export function PhoneLink({
  phone,
  className = "nowrap",
  children,
}: {
  phone: string;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <a className={className} href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
      {children}
      {phone}
    </a>
  );
}

/** The firm's header: the way home, and what stands at its right. */
export function PortalHeader({
  firm,
  home = "/",
  children,
}: {
  firm: PortalFirm;
  home?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="top">
        <div className="top-in">
          <a className="firm" href={home}>
            <FirmMark name={firm.name} />
            <span>{firm.name}</span>
          </a>
          {children}
        </div>
      </header>
    </>
  );
}

/** Who runs this, in the same place on every page (WCAG 3.2.6). */
export function PortalFooter({
  firm,
  links,
  children,
}: {
  firm: PortalFirm;
  links: PortalLink[];
  children?: ReactNode;
}) {
  return (
    <footer className="foot">
      <div className="foot-in">
        <div>
          <b>{firm.name}</b>
          {firm.address ? ` · ${firm.address}` : ""}
          {firm.phone ? (
            <>
              {" · "}
              <PhoneLink phone={firm.phone} />
            </>
          ) : null}
        </div>
        <ul>
          {links.map((link) => (
            <li key={link.href}>
              <a href={link.href}>{link.label}</a>
            </li>
          ))}
          {children ? <li>{children}</li> : null}
        </ul>
      </div>
    </footer>
  );
}
