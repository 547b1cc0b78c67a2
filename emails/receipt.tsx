import { LetterButton, LetterList, LetterPage } from "@/emails/parts/letter-page";
import {
  hostOf,
  plainText,
  type Letter,
  type LetterColours,
  type LetterFirm,
  type LetterSender,
} from "@/emails/parts/letter-look";
import { plainFoot, plainSender } from "@/emails/parts/plain-foot";
import { oneLine } from "@/lib/one-line";

export type ReceiptProps = {
  colours: LetterColours;
  firm: LetterFirm;
  sender: LetterSender;
  firstName: string;
  clientName: string;
  requestTitle: string;
  /** "HC-2026-7K3M9Q". */
  reference: string;
  /** "Saturday 21 November 2026, 10:58". */
  finishedAt: string;
  /** Each task, and what was given: "2 files: July.pdf, August.pdf". */
  given: { title: string; hint: string }[];
  /** The request's address, which opens nothing by itself. */
  link: string;
};

/** A receipt for a finished request: what was sent and when, its reference, and what happens next. */
export function receipt({ colours, firm, sender, link, ...props }: ReceiptProps): Letter {
  const names = [props.firstName, props.clientName, props.requestTitle, sender.name, firm.name];
  const [firstName = "", client = "", title = "", who = "", firmName = ""] = names.map(oneLine);
  const first = who.split(" ")[0] ?? who;
  const items = props.given.map((one) => ({ title: oneLine(one.title), hint: oneLine(one.hint) }));
  const subject = `Received: ${title}`;
  const heading = `That’s everything for “${title}”, ${firstName}. Thank you.`;
  const when = `${firmName} received the last of it on ${props.finishedAt}.`;
  const reference = `Reference: ${props.reference}`;
  const next = `${first} looks at it and writes to you if anything is unclear. You don't need to do anything now. Until ${firmName} completes the work you can change what you sent.`;
  const preheader = `What you sent for ${client}, and what happens next.`;
  const why = `You get this because you sent the last thing that ${firmName} asked of ${client} there, or a part of it.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage
        colours={colours}
        firm={firm}
        subject={subject}
        preheader={preheader}
        sender={sender}
        why={why}
      >
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              {when}
              <br />
              {reference}
            </p>
            <LetterList items={items} styles={styles} />
            <p className="l-ink" style={styles.text}>
              <b>What happens next</b>
              <br />
              {next}
            </p>
            <LetterButton href={link} label="See what you sent" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b> on a device where your requests are open already.
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      `${when}\n${reference}`,
      items.map(({ title, hint }, at) => `${at + 1}. ${title}\n   ${hint}`).join("\n"),
      `What happens next:\n${next}`,
      `See what you sent:\n${link}`,
      `Opens ${hostOf(link)} on a device where your requests are open already.`,
      plainSender(sender, firm),
      plainFoot(why, firm),
    ]),
  };
}
