"use client";

import "@/components/styles/portal.css";

/**
 * An address that does not exist, or not for this person: one answer for both (SECURITY AC2). Every page carries it,
 * twice: as a part of the browser's scripts it is a word in the page instead of a page in the page.
 */
export default function NotFound() {
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
