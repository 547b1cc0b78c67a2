"use client";

import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether this browser knows passkeys; undefined before the page's script runs. */
export const usePasskeys = (): boolean | undefined =>
  useSyncExternalStore<boolean | undefined>(
    never,
    () => "PublicKeyCredential" in window,
    () => undefined,
  );

/** Asks the device for a passkey; the answer is what the form sends. The library comes with the press only. */
export async function askPasskey(options: PublicKeyCredentialRequestOptionsJSON): Promise<string> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  return JSON.stringify(await startAuthentication({ optionsJSON: options }));
}

/** Has the device make a passkey. */
export async function makePasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<string> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  return JSON.stringify(await startRegistration({ optionsJSON: options }));
}

/** What to say when the device gave none: it was closed, it has none, or has one here already. */
export const noPasskey = (problem: unknown): string =>
  problem instanceof Error && problem.name === "InvalidStateError"
    ? "This device has a passkey here already. Use that one."
    : "Your device gave no passkey. Try again, or use another way.";
