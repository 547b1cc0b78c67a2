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

/** What happened to how a staff member signs in, or to what the firm asks of all of them. */
export type StaffSecurityChange =
  | "totp_added"
  | "totp_removed"
  | "passkey_added"
  | "passkey_removed"
  | "codes_made"
  | "code_used"
  | "factors_reset"
  | "second_factor_on"
  | "second_factor_off"
  | "owner_invited"
  | "admin_invited"
  | "owner_made"
  | "admin_made"
  | "owner_unmade"
  | "owner_deactivated";

export type StaffSecurityProps = {
  colours: LetterColours;
  firm: LetterFirm;
  firstName: string;
  change: StaffSecurityChange;
  /** Who did it, when it was not the reader. */
  by?: string | undefined;
  /** Who got more power or lost it, when the change is about a colleague. */
  about?: { name: string; email: string } | undefined;
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
  code_used: "A recovery code of your sign-in was used",
  factors_reset: "Your second factors were reset",
  second_factor_on: "Staff are now asked for a second factor",
  second_factor_off: "Staff are no longer asked for a second factor",
  owner_invited: "A new owner was invited",
  admin_invited: "A new admin was invited",
  owner_made: "A staff member was made an owner",
  admin_made: "A staff member was made an admin",
  owner_unmade: "An owner has another role now",
  owner_deactivated: "An owner was deactivated",
};

/** Power that somebody lost: a thief of one owner's sign-in would shut the others out. */
const lost = new Set<StaffSecurityChange>(["owner_unmade", "owner_deactivated"]);

const anOwner = "An owner may do everything, also with other owners.";
const anAdmin = "An admin may change settings, and invite and deactivate staff.";

/** What it means for the reader. */
const follows: Partial<Record<StaffSecurityChange, string>> = {
  factors_reset:
    "You are signed out everywhere. Where the firm asks for a second factor, your next sign-in sets one up anew.",
  second_factor_on: "Who has none sets one up at the next sign-in.",
  second_factor_off: "Who has a second factor is still asked for it.",
  owner_invited: anOwner,
  owner_made: anOwner,
  admin_invited: anAdmin,
  admin_made: anAdmin,
};

/** Tells a staff member what changed about signing in: whoever did not do it reads it here (F4, MF6). */
export function staffSecurity({ colours, firm, change, by, at, link, ...props }: StaffSecurityProps): Letter {
  const firmName = oneLine(firm.name);
  const subject = said[change];
  const preheader = `At ${at}.`;
  const heading = `${oneLine(props.firstName)}, ${subject.charAt(0).toLowerCase()}${subject.slice(1)}`;
  const when = by === undefined ? `This was done at ${at}.` : `${oneLine(by)} did this at ${at}.`;
  const about = props.about && `It is ${oneLine(props.about.name)}, ${oneLine(props.about.email)}.`;
  const stranger = about
    ? lost.has(change)
      ? "You did not expect this? Then call the other owners, and whoever runs Lodge for your firm."
      : "You did not expect this? Then deactivate them at once."
    : by === undefined
      ? "It was you? Then there is nothing to do. It was not? Then tell an owner of your firm at once; if you are the only one, whoever runs Lodge for it."
      : "You did not expect this? Then ask an owner of your firm; if you are the only one, whoever runs Lodge for it.";
  const words = [when, about, follows[change], stranger].filter(Boolean).join(" ");
  const label = about ? "See this staff member" : "See how you sign in";
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
            <LetterButton href={link} label={label} styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>.
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([heading, words, `${label}:\n${link}`, `Opens ${hostOf(link)}.`, plainFoot(why, firm)]),
  };
}
