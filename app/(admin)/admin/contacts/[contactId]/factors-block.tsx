import { Block, Kv } from "@/components/admin/blocks";
import { Status } from "@/components/admin/status";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { proofWanted } from "@/lib/factors/prove-again";
import { factorsOf, type FactorsOf } from "@/lib/factors/queries";
import { recoveryCodeCount } from "@/lib/factors/rules";
import { longDayOf, whenOf } from "@/lib/format";
import { FactorsDialog } from "./factors-dialog";
import type { OfContact } from "./tab";

const done = new Map(
  Object.entries({
    app: "Two-factor authentication is off, every log-in has ended, and the contact is told by mail.",
    passkeys: "The passkeys are removed, every log-in has ended, and the contact is told by mail.",
  }),
);

/** A contact's second factors, each with its end (L11); nothing where there is no login. */
export async function FactorsBlock({ seen }: { seen: OfContact }) {
  const { staff, contact, here, asked } = seen;
  const factors = await factorsOf(staff, contact.id);
  if (!factors) return null;
  const said = typeof asked.took === "string" ? done.get(asked.took) : undefined;
  const which = asked.factors === "app" || asked.factors === "passkeys" ? asked.factors : undefined;
  return (
    <Block
      title="Second factors"
      actions={
        <>
          {factors.totpSince ? (
            <ButtonLink href={`${here}&factors=app`} look="danger" size="sm">
              Deactivate two-factor authentication
            </ButtonLink>
          ) : null}
          {factors.passkeys.length > 0 ? (
            <ButtonLink href={`${here}&factors=passkeys`} look="danger" size="sm">
              Remove passkeys
            </ButtonLink>
          ) : null}
        </>
      }
    >
      {said ? (
        <Note kind="good" live>
          {said}
        </Note>
      ) : null}
      <Facts factors={factors} seen={seen} />
      {which ? (
        <FactorsDialog seen={seen} factors={factors} which={which} proof={await proofWanted(staff)} />
      ) : null}
    </Block>
  );
}

function Facts({ factors, seen: { now, place } }: { factors: FactorsOf; seen: OfContact }) {
  const none = <span className="soft">None</span>;
  return (
    <Kv
      rows={[
        {
          term: "Authenticator app",
          value: factors.totpSince ? (
            <>
              <Status>On</Status>{" "}
              <span className="soft">
                since {longDayOf(factors.totpSince, place)}, {factors.codesLeft} of {recoveryCodeCount}{" "}
                recovery codes left
              </span>
            </>
          ) : (
            none
          ),
        },
        {
          term: "Passkeys",
          value:
            factors.passkeys.length > 0
              ? factors.passkeys.map(({ id, name, lastUsedAt }) => (
                  <span key={id} className="block">
                    {name}{" "}
                    <span className="soft">
                      {lastUsedAt ? `used ${whenOf(lastUsedAt, now, place)}` : "not used yet"}
                    </span>
                  </span>
                ))
              : none,
        },
      ]}
    />
  );
}
