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

export type LoginLinkProps = {
  colours: LetterColours;
  firm: LetterFirm;
  firstName: string;
  purpose: "create" | "reset";
  /** "30 minutes". */
  lasts: string;
  /** A staff member pressed, not the person. */
  sentByFirm: boolean;
  /** "10:42 on Saturday 21 November 2026". */
  askedAt: string;
  link: string;
};

const wordsOf = {
  create: {
    subject: (firm: string) => `Make your login for ${firm}`,
    heading: "choose a password for your login",
    after:
      "You have no login yet, and you need none: the links in our mails work without one. A login also lets you download your documents.",
    ignore: "Not what you want? Do nothing: without this link no login is made.",
    button: "Choose a password",
  },
  reset: {
    subject: (firm: string) => `Set a new password for ${firm}`,
    heading: "set a new password",
    after: "It replaces the old one and logs you out everywhere. A second step at the log-in stays as it is.",
    ignore: "Not what you want? Do nothing: your password stays as it is.",
    button: "Reset password",
  },
} as const;

/** The link that proves the address and sets a password (L3, L5). */
export function loginLink({ colours, firm, purpose, lasts, link, ...props }: LoginLinkProps): Letter {
  const firmName = oneLine(firm.name);
  const words = wordsOf[purpose];
  const subject = words.subject(firmName);
  const preheader = `One press, for ${lasts}.`;
  const heading = `Hello ${oneLine(props.firstName)}, ${words.heading}`;
  const asked = props.sentByFirm
    ? `${firmName} sends you this link, at ${oneLine(props.askedAt)}.`
    : `Somebody asked for it at ${oneLine(props.askedAt)}, with this address.`;
  const once = `The link works once, for ${lasts}.`;
  const why = `You get this because ${firmName} writes to you at this address.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage colours={colours} firm={firm} subject={subject} preheader={preheader} why={why}>
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              {asked} {words.after}
            </p>
            <LetterButton href={link} label={words.button} styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>. {once} {words.ignore}
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      `${asked} ${words.after}`,
      `${words.button}:\n${link}`,
      `Opens ${hostOf(link)}. ${once}\n${words.ignore}`,
      plainFoot(why, firm),
    ]),
  };
}
