"use client";

/** What the page says by the error's number: `away` is the database (db/client.ts); without one it is this browser's own. */
const wordsOf = (digest: string | undefined): [title: string, next: string] => {
  if (digest === "away") return ["The portal is very busy just now", "Try again in a moment."];
  if (digest === undefined)
    return [
      "Something went wrong in this browser",
      "Load the page again. If that does not help, update this browser, or open the link from our mail in another one.",
    ];
  return [
    "Something went wrong on our side",
    `Try again in a moment; if it happens again, tell us this number: ${digest}.`,
  ];
};

/**
 * Something we did not foresee. The id leads to the line in the log; nothing else is shown (T5). Every page carries
 * this, so it has its button by hand: Button would bring all glyphs along.
 */
export default function ErrorPage({
  error: { digest },
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const [title, next] = wordsOf(digest);
  return (
    <div className="portal solo">
      <main id="main">
        <div className="card">
          <h1 className="page-h">{title}</h1>
          <p className="lede">What was saved is safe. {next}</p>
          <p className="after">
            <button
              type="button"
              className="btn"
              onClick={() => {
                // what failed here, or what the server could not read, is read anew
                if (digest === undefined || digest === "away") location.reload();
                else reset();
              }}
            >
              {digest === undefined ? "Load the page again" : "Try again"}
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
