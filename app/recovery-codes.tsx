import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { CopyButton } from "./copy-button";

/** Recovery codes, shown this once, and the way on. */
export function RecoveryCodes({ codes, href }: { codes: string[]; href: string }) {
  return (
    <>
      <Note kind="good" live>
        Here they are, this once. Print them or write them down, and keep them where you keep your passport.
      </Note>
      <ul className="codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className="btn-row after">
        <CopyButton text={codes.join("\n")} />
        <ButtonLink href={href} look="primary">
          I have kept them
        </ButtonLink>
      </p>
    </>
  );
}
