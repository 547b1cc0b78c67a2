import { PasskeyForm } from "../../passkey-form";

/** "Use a passkey" on the login page (L9); not there where the browser knows none. */
export function PasskeyDoor() {
  return <PasskeyForm optionsFrom="/login/passkey/options" action="/login/passkey" label="Use a passkey" />;
}
