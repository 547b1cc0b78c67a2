import { Qr } from "@/components/ui/qr";
import { qrPath } from "@/lib/factors/qr";
import { inFours, totpAddress } from "@/lib/factors/totp";

/** How an authenticator app is set up: scan, or type the secret by hand; the code goes into the form below. */
export function TotpSteps({ secret, issuer, email }: { secret: string; issuer: string; email: string }) {
  const address = totpAddress(secret, issuer, email);
  return (
    <>
      <ol className="steps">
        <li>
          Open an authenticator app on your phone: Google Authenticator, Microsoft Authenticator, 1Password
          and the iPhone’s own Passwords app all work.
        </li>
        <li>Scan this picture with it.</li>
      </ol>
      <Qr code={qrPath(address)} label="QR code for your authenticator app" />
      <p className="soft">
        On this same phone, <a href={address}>open the app from here</a>. Or type this key into it:
      </p>
      <p className="secret">{inFours(secret)}</p>
    </>
  );
}
