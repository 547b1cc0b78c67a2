/** An address that does not exist, or not in this firm: one answer for both (SECURITY AC2). */
export default function NotFound() {
  return (
    <div className="admin door">
      <main id="main">
        <h1>There is nothing here</h1>
        <p className="soft">The address may be cut short, or what it showed is of another firm.</p>
        <p>
          <a href="/admin/work">Go to the work</a>
        </p>
      </main>
    </div>
  );
}
