import type { ReactNode } from "react";
import { Dialog } from "@/components/admin/dialog";
import { Icon, type IconName } from "@/components/icons";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { SecurityMode } from "@/lib/firms/security-mode";
import { plural } from "@/lib/format";
import type { LoginOf } from "@/lib/logins/queries";
import { mayMailLogin } from "@/lib/logins/rules";
import { DeedButton } from "../../deed";
import { endLoginSessions, mailPasswordLink } from "../login-actions";
import type { OfContact } from "./tab";

const done = new Map(
  Object.entries({
    reset: "A reset link is on its way. It works once, for 30 minutes.",
    create: "A link to make a login is on its way. It works once, for 7 days.",
    ended: "Logged out everywhere. Devices from magic links stay in.",
  }),
);

type LoginDialogProps = { seen: OfContact; login: LoginOf | undefined; mode: SecurityMode };

/** "Edit login details" (L11, looks/10b): each deed with what follows. */
export function LoginDialog({ seen, login, mode }: LoginDialogProps) {
  const { contact, fullName, here, asked } = seen;
  const said = typeof asked.logged === "string" ? done.get(asked.logged) : undefined;
  const fields = { contact_id: contact.id };
  const may = mayMailLogin(mode, contact);
  return (
    <Dialog id="login" title="Edit login details" subject={`${fullName} · ${contact.email}`} closeHref={here}>
      <div className="body">
        {said ? (
          <Note kind="good" live>
            {said}
          </Note>
        ) : null}
        <ul className="dl">
          <LoginDeed
            icon="mail"
            title={login ? "Password" : "No login yet"}
            words={may.ok ? passwordWords(contact.firstName, login) : may.reason}
          >
            {may.ok ? (
              <DeedButton
                deed={{
                  action: mailPasswordLink,
                  fields,
                  label: login ? "Send reset link" : "Send link to make one",
                  busyLabel: "Sending …",
                }}
                about={`to ${fullName}`}
              />
            ) : null}
          </LoginDeed>
          {login ? (
            <LoginDeed
              icon="sign-out"
              title={login.sessions > 0 ? plural(login.sessions, "open session") : "No open session"}
              words="Logins only. Devices from magic links stay in."
            >
              {login.sessions > 0 ? (
                <DeedButton
                  deed={{
                    action: endLoginSessions,
                    fields,
                    label: login.sessions === 1 ? "End session" : "End sessions",
                    busyLabel: "Ending …",
                  }}
                  about={`of ${fullName}`}
                />
              ) : null}
            </LoginDeed>
          ) : null}
        </ul>
      </div>
      <footer>
        <span className="soft tiny">Each step is written to the audit log.</span>
        <span className="r">
          <ButtonLink href={here} look="primary">
            Done
          </ButtonLink>
        </span>
      </footer>
    </Dialog>
  );
}

function passwordWords(firstName: string, login: LoginOf | undefined): string {
  if (!login) return `Mails ${firstName} a link, 7 days, single use. Behind it the password is chosen.`;
  return `Mails ${firstName} a reset link, 30 minutes, single use. It skips no second factor.`;
}

type LoginDeedProps = { icon: IconName; title: string; words: string; children: ReactNode };

/** One line of the dialog: what it is about, what follows, and the deed. */
function LoginDeed({ icon, title, words, children }: LoginDeedProps) {
  return (
    <li>
      <Icon name={icon} className="lead" />
      <div>
        <b>{title}</b>
        <span className="d">{words}</span>
      </div>
      {children}
    </li>
  );
}
