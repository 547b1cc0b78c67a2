"use client";

/**
 * Something we did not foresee. The id leads to the line in the log; nothing else is shown (T5). Every page carries
 * this, so it has its button by hand: Button would bring all glyphs along.
 */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="portal solo">
      <main id="main">
        <div className="card">
          <h1 className="page-h">Something went wrong {error.digest ? "on our side" : "in this browser"}</h1>
          <p className="lede">
            What was saved is safe.{" "}
            {error.digest
              ? `Try again in a moment; if it happens again, tell us this number: ${error.digest}.`
              : "Load the page again. If that does not help, update this browser, or open the link from our mail in another one."}
          </p>
          <p className="after">
            <button
              type="button"
              className="btn"
              onClick={() => {
                if (error.digest) reset();
                else location.reload();
              }}
            >
              {error.digest ? "Try again" : "Load the page again"}
            </button>
          </p>
        </div>
      </main>
    </div>
  );
}

/**
 * An address that does not exist, or not for this person: one answer for both (SECURITY AC2). Every page carries it,
 * twice: as a part of the browser's scripts it is a word in the page instead of a page in the page, and here the file
 * is one with the above.
 */
export function NothingHere() {
  return (
    <div className="portal solo">
      <main id="main">
        <div className="card">
          <h1 className="page-h">There is nothing here</h1>
          <p className="lede">
            The address may be cut short, or it belongs to somebody else. <a href="/">Go to your requests.</a>
          </p>
        </div>
      </main>
    </div>
  );
}
