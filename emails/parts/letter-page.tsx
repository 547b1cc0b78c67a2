import type { ReactNode } from "react";
import { firmInitials } from "@/lib/initials";
import {
  hostOf,
  letterCss,
  letterStyles,
  type LetterColours,
  type LetterFirm,
  type LetterSender,
  type LetterStyles,
} from "@/emails/parts/letter-look";

type LetterPageProps = {
  colours: LetterColours;
  firm: LetterFirm;
  subject: string;
  preheader: string;
  /** The card's main part. */
  children: (styles: LetterStyles) => ReactNode;
  sender?: LetterSender | undefined;
  /** "You get this because …" */
  why: string;
};

const mailto = (email: string) => `mailto:${encodeURIComponent(email).replace(/%40/g, "@")}`;

function SenderBlock({
  sender,
  firm,
  styles,
}: {
  sender: LetterSender;
  firm: LetterFirm;
  styles: LetterStyles;
}) {
  const role = sender.role ? `${sender.role} at ${firm.name}. ` : `${firm.name}. `;
  return (
    <tr>
      <td className="l-p l-line" style={styles.rule}>
        <p className="l-ink" style={{ ...styles.text, margin: 0 }}>
          <b>{sender.name}</b>
          <br />
          <span className="l-soft" style={styles.small}>
            {role}Stuck? Reply to this mail
            {firm.phone ? (
              <>
                {" "}
                or call <span style={styles.nowrap}>{firm.phone}</span>
              </>
            ) : null}
            .
          </span>
        </p>
      </td>
    </tr>
  );
}

/** The letter's paper: the firm's plate, one card, the person who writes, why it came. */
export function LetterPage({ colours, firm, subject, preheader, children, sender, why }: LetterPageProps) {
  const styles = letterStyles(colours);
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style>{letterCss(colours)}</style>
      </head>
      <body className="l-page" style={styles.page}>
        <div style={styles.unseen}>{preheader}</div>
        <table role="presentation" width="100%">
          <tbody>
            <tr>
              <td className="l-outer" style={styles.outer}>
                <div style={styles.wrap}>
                  <table role="presentation" className="l-card" style={styles.card}>
                    <tbody>
                      <tr>
                        <td className="l-p" style={styles.headCell}>
                          <table role="presentation">
                            <tbody>
                              <tr>
                                <td className="l-plate" style={styles.plate} aria-hidden="true">
                                  {firmInitials(firm.name)}
                                </td>
                                <td className="l-ink" style={styles.firmName}>
                                  {firm.name}
                                </td>
                              </tr>
                            </tbody>
                          </table>
                        </td>
                      </tr>
                      <tr>
                        <td className="l-p l-ink" style={styles.cell}>
                          {children(styles)}
                        </td>
                      </tr>
                      {sender ? <SenderBlock sender={sender} firm={firm} styles={styles} /> : null}
                    </tbody>
                  </table>
                  <div className="l-p l-foot" style={styles.foot}>
                    <p style={styles.footText}>
                      {why}
                      {sender?.email ? (
                        <>
                          {" "}
                          <a href={mailto(sender.email)} style={styles.footLink}>
                            Not you? Tell us.
                          </a>
                        </>
                      ) : null}{" "}
                      We never ask for bank details by mail.
                    </p>
                    <p style={styles.footText}>
                      {[firm.name, firm.address].filter(Boolean).join(", ")}

                      {firm.phone ? (
                        <>
                          {" · "}
                          <span style={styles.nowrap}>{firm.phone}</span>
                        </>
                      ) : null}
                      {firm.privacy ? (
                        <>
                          {" · "}
                          <a href={firm.privacy} style={styles.footLink}>
                            Privacy
                          </a>
                        </>
                      ) : null}
                    </p>
                  </div>
                </div>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}

type LetterButtonProps = { href: string; label: string; styles: LetterStyles };

/** The one thing to press: a bordered table cell, which every mail app draws. Throws TypeError for no address. */
export function LetterButton({ href, label, styles }: LetterButtonProps) {
  hostOf(href);
  return (
    <table role="presentation" width="100%" style={{ borderCollapse: "separate", margin: "6px 0 14px" }}>
      <tbody>
        <tr>
          <td className="l-btn" style={styles.buttonCell}>
            <a href={href} style={styles.buttonLink}>
              {label}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** Numbers, not boxes: nobody should try to tick a mail. */
export function LetterList({
  items,
  styles,
}: {
  items: { title: string; hint?: string | undefined; more?: ReactNode }[];
  styles: LetterStyles;
}) {
  return (
    <table role="presentation" width="100%" style={{ margin: "4px 0 18px" }}>
      <tbody>
        {items.map((item, at) => (
          <tr key={at}>
            <td className="l-num" style={styles.number}>
              {at + 1}
            </td>
            <td className="l-line l-ink" style={styles.item}>
              {item.title}
              {item.hint ? (
                <span className="l-soft" style={styles.hint}>
                  {item.hint}
                </span>
              ) : null}
              {item.more}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
