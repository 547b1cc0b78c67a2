import { LetterButton, LetterPage } from "@/emails/parts/letter-page";
import {
  hostOf,
  plainText,
  type Letter,
  type LetterColours,
  type LetterFirm,
} from "@/emails/parts/letter-look";
import { plainFoot } from "@/emails/parts/plain-foot";
import { oneLine } from "@/lib/one-line";

/** What happened to the log-in. */
export type FactorChange =
  | "totp_added"
  | "totp_removed"
  | "passkey_added"
  | "passkey_removed"
  | "codes_made"
  | "code_used"
  | "password_changed"
  | "new_browser"
  | "totp_off_by_firm"
  | "passkeys_off_by_firm";

export type FactorChangedProps = {
  colours: LetterColours;
  firm: LetterFirm;
  firstName: string;
  change: FactorChange;
  /** "10:42 on Friday 27 November 2026", and where that tells something: ", in Chrome on Windows, Ireland". */
  at: string;
  link: string;
};

const said: Record<FactorChange, string> = {
  totp_added: "An authenticator app was added to your login",
  totp_removed: "The authenticator app was removed from your login",
  passkey_added: "A passkey was added to your login",
  passkey_removed: "A passkey was removed from your login",
  password_changed: "The password of your login was changed",
  new_browser: "Your login was used in a new browser",
  codes_made: "New recovery codes were made for your login",
  code_used: "A recovery code of your login was used",
  totp_off_by_firm: "We switched two-factor authentication off at your login",
  passkeys_off_by_firm: "We removed the passkeys from your login",
};
const byFirm = new Set<FactorChange>(["totp_off_by_firm", "passkeys_off_by_firm"]);

/** What whoever added it can still get in with after a new password. */
const added = new Set<FactorChange>(["totp_added", "passkey_added", "codes_made"]);

/** Tells a contact that a second factor came or went: whoever did not do it reads it here (MF6). */
export function factorChanged({ colours, firm, change, at, link, ...props }: FactorChangedProps): Letter {
  const firmName = oneLine(firm.name);
  const subject = said[change];
  const preheader = `At ${at}.`;
  const heading = `${oneLine(props.firstName)}, ${subject.charAt(0).toLowerCase()}${subject.slice(1)}`;
  const when = byFirm.has(change)
    ? `Somebody at ${firmName} did this at ${at}. Everybody who was logged in with it is logged out.`
    : `This was done at ${at}.`;
  const call = firm.phone ? `call us on ${firm.phone}` : "call us";
  const stranger = byFirm.has(change)
    ? `You did not ask for this? Then ${call}.`
    : added.has(change)
      ? `It was you? Then there is nothing to do. It was not? Then ${call} at once: we take it away and log everybody out. A new password alone does not.`
      : `It was you? Then there is nothing to do. It was not? Then ${call} at once, and set a new password.`;
  const why = `You get this because you have a login at ${firmName}.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage colours={colours} firm={firm} subject={subject} preheader={preheader} why={why}>
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              {when} {stranger}
            </p>
            <LetterButton href={link} label="See how you log in" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>.
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      `${when} ${stranger}`,
      `See how you log in:\n${link}`,
      `Opens ${hostOf(link)}.`,
      plainFoot(why, firm),
    ]),
  };
}
