import { Block, Kv } from "@/components/admin/blocks";
import { Status } from "@/components/admin/status";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { StaffVisitor } from "@/lib/access/staff-session";
import { staffFactors } from "@/lib/factors/queries";
import { recoveryCodeCount } from "@/lib/factors/rules";
import { longDayOf, whenOf } from "@/lib/format";
import { mayResetFactors, type StaffRole } from "@/lib/staff/rules";
import type { Proof } from "../../../../proof-field";
import { ResetDialog } from "./reset-dialog";

type Props = {
  staff: StaffVisitor;
  member: { id: string; name: string; email: string; role: StaffRole };
  here: string;
  proof: Proof;
  asks: boolean;
  reset: boolean;
};

/** A staff member's second factors, and their reset for the day a phone is lost (F4). */
export async function FactorsBlock({ staff, member, here, proof, asks, reset }: Props) {
  const factors = await staffFactors(staff.actor, member.id);
  if (!factors) return null;
  const [now, place] = [new Date(), staff.firm];
  const has = factors.totpSince !== null || factors.passkeys.length > 0;
  const may = mayResetFactors(staff.actor, member);
  const none = <span className="soft">None</span>;
  return (
    <Block
      title="Second factors"
      actions={
        has && may.ok ? (
          <ButtonLink href={`${here}?dialog=factors`} look="danger" size="sm">
            Reset second factors
          </ButtonLink>
        ) : null
      }
    >
      {reset && !has ? (
        <Note kind="good" live>
          The second factors are reset. {member.name} is signed out everywhere and told by mail.
        </Note>
      ) : null}
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
                ? factors.passkeys.map(({ id, name, rpId, lastUsedAt }) => (
                    <span key={id} className="block">
                      {name}{" "}
                      <span className="soft">
                        at {rpId}, {lastUsedAt ? `used ${whenOf(lastUsedAt, now, place)}` : "not used yet"}
                      </span>
                    </span>
                  ))
                : none,
          },
        ]}
      />
      {has && !may.ok ? <p className="soft">{may.reason}</p> : null}
      {asks && has && may.ok ? <ResetDialog member={member} here={here} proof={proof} /> : null}
    </Block>
  );
}
