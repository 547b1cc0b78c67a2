import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Note } from "@/components/ui/note";
import { longDayOf, timeOf } from "@/lib/format";
import { hasMailbox, mailboxMails } from "@/lib/messages/mailbox";
import { env } from "@/lib/env";
import { requestHost } from "@/lib/access/host";
import "@/components/styles/portal.css";

export const metadata: Metadata = { title: "Mailbox of the demo" };

/** Every mail that the demo would have sent (S4). It does not exist in production. */
export default async function MailboxPage() {
  const host = await requestHost();
  // a name that is not ours could be another site's, pointed here (DNS rebinding)
  if (!hasMailbox() || host.kind === "unknown") notFound();
  const place = host.kind === "firm" ? host.firm : { locale: "en-GB", timeZone: "Europe/London" };
  const mails = await mailboxMails(env().dataDir);
  return (
    <div className="portal solo">
      <main id="main">
        <div className="card">
          <Note kind="late" title="This is the mailbox of a demo.">
            Mails stay on this machine, and everybody who reaches this page can read them. Set SMTP_URL or
            RESEND_API_KEY to send real mail.
          </Note>
          <h1 className="page-h">Mailbox</h1>
          {mails.length === 0 ? (
            <p className="lede">No mail yet. Send a request, or ask for a link.</p>
          ) : null}
          <ul className="mails">
            {mails.map((mail) => (
              <li key={mail.id}>
                <a href={`/mailbox/${mail.id}`}>{mail.subject}</a>
                <p className="soft small">
                  To {mail.to}, {longDayOf(new Date(mail.at), place)}, {timeOf(new Date(mail.at), place)}
                </p>
              </li>
            ))}
          </ul>
        </div>
      </main>
    </div>
  );
}
