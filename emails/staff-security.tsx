import { LetterButton, LetterPage } from "@/emails/parts/letter-page";
import {
  hostOf,
  oneLine,
  plainText,
  type Letter,
  type LetterColours,
  type LetterFirm,
} from "@/emails/parts/letter-look";
import { plainFoot } from "@/emails/parts/plain-foot";

/** What happened to how a staff member signs in, or to what the firm asks of all of them. */
export type StaffSecurityChange =
  | "totp_added"
  | "totp_removed"
  | "passkey_added"
  | "passkey_removed"
  | "codes_made"
  | "factors_reset"
  | "second_factor_on"
  | "second_factor_off";

export type StaffSecurityProps = {
  colours: LetterColours;
  firm: LetterFirm;
  firstName: string;
  change: StaffSecurityChange;
  /** Who did it, when it was not the reader. */
  by?: string | undefined;
  /** "10:42 on Friday 27 November 2026". */
  at: string;
  link: string;
};

const said: Record<StaffSecurityChange, string> = {
  totp_added: "An authenticator app was added to your sign-in",
  totp_removed: "The authenticator app was removed from your sign-in",
  passkey_added: "A passkey was added to your sign-in",
  passkey_removed: "A passkey was removed from your sign-in",
  codes_made: "New recovery codes were made for your sign-in",
  factors_reset: "Your second factors were reset",
  second_factor_on: "Staff are now asked for a second factor",
  second_factor_off: "Staff are no longer asked for a second factor",
};

/** What it means for the reader. */
const follows: Partial<Record<StaffSecurityChange, string>> = {
  factors_reset:
    "You are signed out everywhere. Where the firm asks for a second factor, your next sign-in sets one up anew.",
  second_factor_on: "Who has none sets one up at the next sign-in.",
  second_factor_off: "Who has a second factor is still asked for it.",
};

/** Tells a staff member what changed about signing in: whoever did not do it reads it here (F4, MF6). */
export function staffSecurity({ colours, firm, change, by, at, link, ...props }: StaffSecurityProps): Letter {
  const firmName = oneLine(firm.name);
  const subject = said[change];
  const preheader = `At ${at}.`;
  const heading = `${oneLine(props.firstName)}, ${subject.charAt(0).toLowerCase()}${subject.slice(1)}`;
  const when = by === undefined ? `This was done at ${at}.` : `${oneLine(by)} did this at ${at}.`;
  const stranger =
    by === undefined
      ? "It was you? Then there is nothing to do. It was not? Then tell an owner of your firm at once."
      : "You did not expect this? Then ask an owner of your firm.";
  const words = [when, follows[change], stranger].filter(Boolean).join(" ");
  const why = `You get this because you work at ${firmName}.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage colours={colours} firm={firm} subject={subject} preheader={preheader} why={why}>
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              {words}
            </p>
            <LetterButton href={link} label="See how you sign in" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>.
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      words,
      `See how you sign in:\n${link}`,
      `Opens ${hostOf(link)}.`,
      plainFoot(why, firm),
    ]),
  };
}
