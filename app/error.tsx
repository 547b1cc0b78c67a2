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
          <h1 className="page-h">Something went wrong on our side</h1>
          <p className="lede">
            What was saved is safe. Try again in a moment; if it happens again, tell us this number:{" "}
            {error.digest ?? "none"}.
          </p>
          <p className="after">
            <button type="button" className="btn" onClick={reset}>
              Try again
            </button>
          </p>
        </div>
      </main>
    </div>
  );
}
