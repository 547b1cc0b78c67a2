import { Qr } from "@/components/ui/qr";
import { qrPath } from "@/lib/factors/qr";
import { inFours, totpAddress } from "@/lib/factors/totp";

/** How an authenticator app is set up: scan, or open it from here, or type the secret; the code goes into the form below. */
export function TotpSteps({ secret, issuer, email }: { secret: string; issuer: string; email: string }) {
  const address = totpAddress(secret, issuer, email);
  return (
    <ol className="steps">
      <li>
        Have an authenticator app on your phone: Google Authenticator, Microsoft Authenticator, 1Password and
        the iPhone’s own Passwords app all work.
      </li>
      <li>
        You read this on that phone? <a href={address}>Open the app from here</a>. Else scan this picture with
        it, or type this key into it:
        <Qr code={qrPath(address)} label="QR code for your authenticator app" />
        <p className="secret">{inFours(secret)}</p>
      </li>
      <li>Type the six digits that it shows.</li>
    </ol>
  );
}
