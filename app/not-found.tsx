import { connection } from "next/server";
import { PageHead } from "@/components/portal/page-head";
import "@/components/styles/portal.css";

/** An address that does not exist, or not for this person: one answer for both (SECURITY AC2). */
export default async function NotFound() {
  // drawn for each request: a page made at build time has no nonce, and its scripts would be refused (SECURITY X5)
  await connection();
  return (
    <div className="portal solo">
      <main id="main">
        <div className="card">
          <PageHead title="There is nothing here">
            The address may be cut short, or it belongs to somebody else. <a href="/">Go to your requests.</a>
          </PageHead>
        </div>
      </main>
    </div>
  );
}
