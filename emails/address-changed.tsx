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

export type AddressChangedProps = {
  colours: LetterColours;
  firm: LetterFirm;
  firstName: string;
  /** "10:42 on Friday 27 November 2026". */
  at: string;
  /** Where help is asked for; it carries no token. */
  link: string;
};

/** Tells a contact's former address that it opens nothing any more: whoever did not expect it reads it here (AU7). */
export function addressChanged({ colours, firm, firstName, at, link }: AddressChangedProps): Letter {
  const firmName = oneLine(firm.name);
  const subject = `The address of your access to ${firmName} was changed`;
  const preheader = "If you asked for it, there is nothing to do.";
  const heading = `Hello ${oneLine(firstName)}, the address of your access was changed`;
  const told = `Somebody at ${firmName} did this at ${oneLine(at)}. What was sent to this address opens nothing any more; new links go to the new one.`;
  const call = firm.phone ? `call us on ${firm.phone}` : "call us";
  const otherwise = `You asked for it? Then there is nothing to do. You did not? Then ${call} at once.`;
  const why = `You get this because you had access to ${firmName} at this address.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage colours={colours} firm={firm} subject={subject} preheader={preheader} why={why}>
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              {told}
            </p>
            <p className="l-ink" style={styles.text}>
              {otherwise}
            </p>
            <LetterButton href={link} label="Get help signing in" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>.
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      told,
      otherwise,
      `Get help signing in:\n${link}`,
      `Opens ${hostOf(link)}.`,
      plainFoot(why, firm),
    ]),
  };
}
