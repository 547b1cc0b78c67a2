/** The operator's own host in production: it says nothing about any firm (DECISIONS 25). */
export function OperatorPage() {
  return (
    <div className="portal solo">
      <main id="main">
        <div className="card">
          <h1 className="page-h">This is a client portal</h1>
          <p className="lede">
            Your firm has an address of its own. Open the link in its mail, or ask the firm for its address.
          </p>
          <p className="after">
            Working at a firm? <a href="/admin">Sign in here.</a>
          </p>
        </div>
      </main>
    </div>
  );
}
