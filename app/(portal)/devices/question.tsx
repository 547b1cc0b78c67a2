import { Button, ButtonLink } from "@/components/ui/button";
import { signOutMany } from "./actions";

const questions = {
  others: {
    title: "Sign out all other devices?",
    follows:
      "They show nothing of yours from their next click on. This device stays in. Mails that you have not opened yet still open a device.",
    label: "Sign out all other devices",
  },
  devices: {
    title: "Sign out all devices?",
    follows:
      "They show nothing of yours from their next click on. You stay logged in here. Mails that you have not opened yet still open a device.",
    label: "Sign out all devices",
  },
  all: {
    title: "Sign out everywhere, on this device too?",
    follows:
      "Every device shows nothing of yours from its next click on, and no link that we mailed you so far opens anything any more. Whom you asked to answer something is out too. To come back, ask for a new link here; it goes to your own email address. What you sent us stays with us.",
    label: "Sign out everywhere",
  },
};

export type Which = Exclude<keyof typeof questions, "devices">;

/** Asked before several devices are signed out at once; the same with and without a script. */
export function Question({ as, which, login }: { as: string; which: Which; login: boolean }) {
  const { title, follows, label } = questions[login && which === "others" ? "devices" : which];
  return (
    <section className="sheet" aria-labelledby="sure">
      <div className="pad">
        <h2 id="sure">{title}</h2>
        <p className="soft after">{follows}</p>
        <form action={signOutMany} className="btn-row after">
          <input type="hidden" name="as" value={as} />
          <input type="hidden" name="which" value={which} />
          <Button look="danger">{label}</Button>
          <ButtonLink href="/devices">Keep as it is</ButtonLink>
        </form>
      </div>
    </section>
  );
}
