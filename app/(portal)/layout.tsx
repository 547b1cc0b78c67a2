import { headers } from "next/headers";
import type { ReactNode } from "react";
import { requestHost } from "@/lib/access/host";
import { paletteCss } from "@/lib/firms/palette";
import "@/components/styles/portal.css";

/** What every portal page stands in: the firm's colours. Who may see a page, the page itself asks. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const host = await requestHost();
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <>
      {host.kind === "firm" ? <style nonce={nonce}>{paletteCss(host.firm.palette)}</style> : null}
      {children}
    </>
  );
}
