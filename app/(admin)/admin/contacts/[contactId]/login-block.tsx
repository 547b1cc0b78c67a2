import { Block, Kv } from "@/components/admin/blocks";
import { ButtonLink } from "@/components/ui/button";
import { longDayOf, plural, whenOf } from "@/lib/format";
import type { SecurityMode } from "@/lib/firms/security-mode";
import type { LoginOf } from "@/lib/logins/queries";
import type { OfContact } from "./tab";

const blank = <span className="soft">None</span>;

/** How clients get in, in the words of Settings (L6). */
const modeWords: Record<SecurityMode, string> = {
  link: "Magic link only",
  link_login: "Magic link + login",
  link_login_2fa: "Magic link + login with 2FA",
};

type LoginBlockProps = { seen: OfContact; login: LoginOf | undefined; mode: SecurityMode };

/** Whether the contact has a login, with its email; blank if none (L11). */
export function LoginBlock({ seen, login, mode }: LoginBlockProps) {
  const { contact, now, place, here } = seen;
  return (
    <Block
      title="Portal login"
      actions={
        contact.deletedAt ? null : (
          <ButtonLink href={`${here}&login=edit`} size="sm">
            Edit login details
          </ButtonLink>
        )
      }
    >
      <Kv
        rows={[
          { term: "Login", value: login ? <LoginEmail login={login} /> : blank },
          ...(login
            ? [
                { term: "Made", value: longDayOf(login.createdAt, place) },
                { term: "Last login", value: lastLogin(login, now, place) },
                {
                  term: "Logged in",
                  value: login.sessions > 0 ? `On ${plural(login.sessions, "browser")}` : "Nowhere now",
                },
              ]
            : []),
          { term: "Clients get in by", value: modeWords[mode] },
        ]}
      />
    </Block>
  );
}

function LoginEmail({ login }: { login: LoginOf }) {
  if (!login.rests) return login.email;
  const known = login.email.includes("@") ? login.email : "An address that is another contact’s now";
  return (
    <>
      {known} <span className="soft">rests until the new address is proven: send a reset link</span>
    </>
  );
}

function lastLogin({ lastLoginAt, lastLoginIp }: LoginOf, now: Date, place: OfContact["place"]) {
  if (!lastLoginAt) return <span className="soft">Never</span>;
  return (
    <>
      {whenOf(lastLoginAt, now, place)}{" "}
      {lastLoginIp ? <span className="soft">from {lastLoginIp}</span> : null}
    </>
  );
}
