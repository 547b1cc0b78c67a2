import type { ComponentPropsWithRef, ReactNode } from "react";
import { CarriedIcon, type CarriedIconName } from "@/components/carried-icons";

type Look = {
  look?: "plain" | "primary" | "quiet" | "danger" | undefined;
  size?: "md" | "big" | "sm" | undefined;
  /** true: as wide as its column; "phone": only below 992 px. */
  wide?: boolean | "phone" | undefined;
  icon?: CarriedIconName | undefined;
};

function classesOf({ look = "plain", size = "md", wide = false }: Look): string {
  const width = wide === "phone" ? "wide wide-d" : wide ? "wide" : "";
  return ["btn", look === "plain" ? "" : look, size === "md" ? "" : size, width].filter(Boolean).join(" ");
}

function Inside({ icon, children }: { icon?: CarriedIconName | undefined; children: ReactNode }) {
  return (
    <>
      {icon ? <CarriedIcon name={icon} /> : null}
      {children}
    </>
  );
}

type ButtonProps = Look & { busy?: boolean | undefined } & ComponentPropsWithRef<"button">;

/** Verb and object, saying what happens. While it works it is `busy` and its words end in " …". */
export function Button({ look, size, wide, icon, busy, children, type = "submit", ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={classesOf({ look, size, wide })}
      aria-busy={busy ? true : undefined}
      {...rest}
    >
      <Inside icon={icon}>{children}</Inside>
    </button>
  );
}

type ButtonLinkProps = Look & {
  href: string;
  /** Said aloud instead of the words, which it begins with: of several links that look alike. */
  said?: string;
  children: ReactNode;
};

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ look, size, wide, icon, href, said, children }: ButtonLinkProps) {
  return (
    <a className={classesOf({ look, size, wide })} href={href} aria-label={said}>
      <Inside icon={icon}>{children}</Inside>
    </a>
  );
}
