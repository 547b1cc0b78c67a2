"use client";

/**
 * Something we did not foresee. The id leads to the line in the log; nothing else is shown (T5). What has none failed in the
 * browser, which may lack something; `away` is the database (db/client.ts). Every page carries this, so it has its button by
 * hand: Button would bring all glyphs along.
 */
export default function ErrorPage({ error: { digest } }: { error: Error & { digest?: string } }) {
  const number = digest === "away" ? "wait a minute first" : `tell us this number: ${digest ?? ""}`;
  return (
    <div className="portal solo">
      <main id="main">
        <div className="card">
          <h1 className="page-h">Something went wrong {digest ? "on our side" : "in this browser"}</h1>
          <p className="lede">
            What was saved is safe. Load this page again; if it happens again,{" "}
            {digest ? number : "update this browser, or use another one"}.
          </p>
          <p className="after">
            <button type="button" className="btn" onClick={() => location.reload()}>
              Load this page again
            </button>
          </p>
        </div>
      </main>
    </div>
  );
}

/**
 * An address that does not exist, or not for this person: one answer for both (SECURITY AC2), in the frame of the firm whose host
 * it is. Every page carries it,
 * twice: as a part of the browser's scripts it is a word in the page instead of a page in the page, and here the file
 * is one with the above.
 */
export function NothingHere({ firm }: { firm?: { name: string; phone?: string | undefined } | undefined }) {
  const phone = firm?.phone;
  return (
    <div className="portal solo">
      {firm ? (
        <header className="top">
          <div className="top-in">
            <a className="firm" href="/">
              {firm.name}
            </a>
          </div>
        </header>
      ) : null}
      <main id="main">
        <div className="card">
          <h1 className="page-h">There is nothing here</h1>
          <p className="lede">
            The address may be cut short, or it belongs to somebody else. <a href="/">Go to your requests.</a>
          </p>
        </div>
      </main>
      {firm ? (
        <footer className="foot">
          <div className="foot-in">
            <div>
              <b>{firm.name}</b>
              {phone ? " · " : ""}
              {phone ? <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a> : null}
            </div>
            <ul>
              <li>
                <a href="/privacy">Privacy</a>
              </li>
            </ul>
          </div>
        </footer>
      ) : null}
    </div>
  );
}
