import { LetterButton, LetterList, LetterPage } from "@/emails/parts/letter-page";
import {
  counted,
  hostOf,
  plainText,
  type Letter,
  type LetterColours,
  type LetterFirm,
  type LetterSender,
} from "@/emails/parts/letter-look";
import { plainFoot, plainSender } from "@/emails/parts/plain-foot";
import { oneLine } from "@/lib/one-line";

export type ClientNoticeProps = {
  colours: LetterColours;
  firm: LetterFirm;
  /** Who wrote or sent back last. */
  sender: LetterSender;
  firstName: string;
  clientName: string;
  /** Titles of the tasks, each under one head: sent back before added before changed before taken out before commented. */
  sentBack: string[];
  added: string[];
  /** Whose words changed: tasks, and requests (W4). */
  reworded: string[];
  takenOut: string[];
  commented: string[];
  link: string;
};

/** What the firm did since: tasks sent back, added, changed, taken out or commented, in one mail (P4, W4, W6). Texts stay in the portal. */
export function clientNotice({ colours, firm, sender, link, ...props }: ClientNoticeProps): Letter {
  const [firstName, client, who] = [props.firstName, props.clientName, sender.name].map(oneLine) as [
    string,
    string,
    string,
  ];
  const first = who.split(" ")[0] ?? who;
  const items = [
    ...props.sentBack.map((title) => ({ title: oneLine(title), hint: "Sent back, with a reason" })),
    ...props.added.map((title) => ({ title: oneLine(title), hint: "New" })),
    ...props.reworded.map((title) => ({ title: oneLine(title), hint: "Changed" })),
    ...props.takenOut.map((title) => ({ title: oneLine(title), hint: "No longer needed" })),
    ...props.commented.map((title) => ({ title: oneLine(title), hint: "A comment for you" })),
  ];
  const said = [
    props.sentBack.length > 0 ? `sent back ${counted(props.sentBack.length, "answer")}` : "",
    props.added.length > 0 ? `asks for ${counted(props.added.length, "more thing")}` : "",
    props.reworded.length > 0 ? `changed the words of ${counted(props.reworded.length, "thing")}` : "",
    props.takenOut.length > 0 ? `no longer needs ${counted(props.takenOut.length, "thing")}` : "",
    props.commented.length > 0 ? `wrote on ${counted(props.commented.length, "task")}` : "",
  ].filter(Boolean);
  const deeds =
    said.length > 1 ? `${said.slice(0, -1).join(", ")} and ${said.at(-1) ?? ""}` : (said[0] ?? "");
  const subject = items.length === 1 ? `${who}: ${items[0]?.title ?? ""}` : `${who} ${deeds}`;
  const heading = `Hello ${firstName}, ${first} ${deeds}`;
  const preheader = `For ${client}. No password needed.`;
  const why = `You get this because you are the contact of ${client} at ${oneLine(firm.name)}.`;
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
            <LetterList items={items} styles={styles} />
            <LetterButton href={link} label="Open my requests" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>, no password. The link becomes yours on the first device you use.
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      items.map(({ title, hint }, at) => `${at + 1}. ${title}\n   ${hint}`).join("\n"),
      `Open my requests:\n${link}`,
      `Opens ${hostOf(link)}, no password. The link becomes yours on the first device you use.`,
      plainSender(sender, firm),
      plainFoot(why, firm),
    ]),
  };
}
