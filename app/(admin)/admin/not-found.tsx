/** An address that does not exist, not in this firm or not for this role: one answer for all (SECURITY AC2). */
export default function NotFound() {
  return (
    <div className="admin door">
      <main id="main">
        <h1>There is nothing here</h1>
        <p className="soft">
          The address may be cut short, or what it shows is not for your eyes: of another firm, or for other
          roles than yours.
        </p>
        <p>
          <a href="/admin/work">Go to the work</a>
        </p>
      </main>
    </div>
  );
}
