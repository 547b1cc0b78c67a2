import { PageHead } from "@/components/portal/page-head";

/** An address that does not exist, or not for this person: one answer for both (SECURITY AC2). */
export default function NotFound() {
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
