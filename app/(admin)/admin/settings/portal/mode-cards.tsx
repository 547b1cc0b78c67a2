import { Icon } from "@/components/icons";
import { Button } from "@/components/ui/button";
import { mayChooseMode, type Plan, type SecurityMode } from "@/lib/firms/security-mode";

type Allows = { yes: boolean; words: string };
type Card = { mode: SecurityMode; name: string; words: string; allows: Allows[] };

const answer: Allows = { yes: true, words: "Answer and upload" };

/** The three ways, in the words of LOOKS (L6, looks/12). */
export const modeCards: readonly Card[] = [
  {
    mode: "link",
    name: "Magic link only",
    words: "No passwords at all. Login pages offer a link instead.",
    allows: [answer, { yes: false, words: "No downloads, no history" }],
  },
  {
    mode: "link_login",
    name: "Magic link + login",
    words: "Clients who want one make a login. A second factor is their choice.",
    allows: [answer, { yes: true, words: "Downloads and history with a login" }],
  },
  {
    mode: "link_login_2fa",
    name: "Magic link + login with 2FA",
    words: "A login needs an authenticator app or a passkey. Magic links are not asked.",
    allows: [answer, { yes: true, words: "Downloads and history with a second factor" }],
  },
];

/** The modes as cards, of which one is chosen; what the plan lacks is shown and cannot be (L10). */
export function ModeCards({ plan, current }: { plan: Plan; current: SecurityMode }) {
  return (
    <form method="get" action="/admin/settings/portal">
      <fieldset className="modes">
        <legend className="vh">How clients get in</legend>
        {modeCards.map(({ mode, name, words, allows }) => {
          const may = mayChooseMode(plan, mode);
          return (
            <label key={mode} className="mode">
              <input
                type="radio"
                name="mode"
                value={mode}
                defaultChecked={mode === current}
                disabled={!may.ok}
              />
              <b>{name}</b>
              <span className="why">{words}</span>
              <ul>
                {allows.map((one) => (
                  <li key={one.words} className={one.yes ? undefined : "no"}>
                    <Icon name={one.yes ? "check" : "close"} />
                    {one.words}
                  </li>
                ))}
              </ul>
              {may.ok ? null : <span className="lacks">{may.reason}</span>}
            </label>
          );
        })}
      </fieldset>
      <p className="btn-row after">
        <Button look="primary">Change how clients get in</Button>
      </p>
    </form>
  );
}
