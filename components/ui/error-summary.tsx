"use client";

import { useEffect, useRef } from "react";
import { errorTitle, plainTitle } from "./error-title";

type ErrorSummaryProps = {
  /** What went wrong as a whole, where no field is to blame. */
  message?: string | undefined;
  /** One for each field, in the order of the page, in the words that stand at the field. */
  errors?: { fieldId: string; message: string }[] | undefined;
};

/**
 * GOV.UK's error summary: it takes focus when it comes, and each line leads to its field. The page's title begins
 * with "Error:" while it is there.
 */
export function ErrorSummary({ message, errors = [] }: ErrorSummaryProps) {
  const frame = useRef<HTMLDivElement>(null);
  const said = [message, ...errors.map((error) => error.message)].join("\n");
  useEffect(() => {
    frame.current?.focus();
    const mark = () => {
      const title = errorTitle(plainTitle(document.title), true);
      if (document.title !== title) document.title = title;
    };
    mark();
    // a page's own title may come after the summary, or be set anew under it
    const titles = new MutationObserver(mark);
    titles.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      titles.disconnect();
      document.title = plainTitle(document.title);
    };
  }, [said]);
  return (
    <div className="err-sum" role="alert" tabIndex={-1} autoFocus ref={frame}>
      <h2>There is a problem</h2>
      {message ? <p>{message}</p> : null}
      {errors.length > 0 ? (
        <ul>
          {errors.map((error) => (
            <li key={error.fieldId}>
              <a href={`#${error.fieldId}`}>{error.message}</a>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
