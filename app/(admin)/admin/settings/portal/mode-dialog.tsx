import { Dialog } from "@/components/admin/dialog";
import { Follows, type Follow } from "@/components/admin/follows";
import type { PortalSettings } from "@/lib/firms/portal-settings";
import type { SecurityMode } from "@/lib/firms/security-mode";
import { plural } from "@/lib/format";
import type { Proof } from "../../../../proof-field";
import { DeedDialogForm } from "../../deed";
import { changeMode } from "./actions";
import { modeCards } from "./mode-cards";

const clientsAre = (count: number) => plural(count, "client is", "clients are");

function followsOf(mode: SecurityMode, settings: PortalSettings): Follow[] {
  const out = mode === "link" ? settings.loggedIn : mode === "link_login_2fa" ? settings.loggedInWeakly : 0;
  const loggedOut: Follow = {
    icon: "sign-out",
    title: out > 0 ? `${clientsAre(out)} logged in and will be logged out` : "Nobody is logged out",
    words:
      out > 0 ? "At once, on pages that are open too." : "Nobody is logged in now whom this would concern.",
  };
  const links: Follow = {
    icon: "mail",
    title: "Magic links and devices stay as they are",
    words: "Nobody loses what was sent, and every mail still opens.",
  };
  if (mode === "link") {
    const kept: Follow = {
      icon: "lock",
      title: `${plural(settings.logins, "login")} ${settings.logins === 1 ? "is" : "are"} shut and kept`,
      words: "Kept as they are: what you change back works again.",
    };
    return [loggedOut, kept, links];
  }
  if (mode === "link_login_2fa") {
    const asked: Follow = {
      icon: "lock",
      title: `${settings.withoutSecond} of ${plural(settings.logins, "client")} with a login will be asked to set up a second factor`,
      words: "The next time they log in. Until then such a login does nothing else.",
    };
    return [loggedOut, asked, links];
  }
  const choice: Follow = {
    icon: "person",
    title: "Clients who want one make a login",
    words: "Those who have one log in as before. A second factor is their choice.",
  };
  return [choice, links];
}

type Props = { mode: SecurityMode; settings: PortalSettings; proof: Proof };

/** Asks before the mode is changed, with each thing that follows (L6). */
export function ModeDialog({ mode, settings, proof }: Props) {
  const name = modeCards.find((card) => card.mode === mode)?.name ?? "";
  return (
    <Dialog
      id="mode"
      title={`Change to ${name}?`}
      subject="For every client of the firm."
      closeHref="/admin/settings/portal"
    >
      <DeedDialogForm
        deed={{
          action: changeMode,
          fields: { mode },
          label: `Change to ${name}`,
          busyLabel: "Changing …",
          look: mode === "link_login" ? "primary" : "danger",
        }}
        cancelHref="/admin/settings/portal"
        remark="Written to the audit log."
        proof={proof}
      >
        <Follows list={followsOf(mode, settings)} />
      </DeedDialogForm>
    </Dialog>
  );
}
