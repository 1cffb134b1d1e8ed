/** Why this browser can hold no passkey for this address, as a sentence; null when it can. */
export async function ceremonyProblem(): Promise<string | null> {
  const { browserSupportsWebAuthn } = await import("@simplewebauthn/browser");
  if (browserSupportsWebAuthn()) return null;
  return window.isSecureContext
    ? "This browser knows no passkeys: use a current one."
    : "Passkeys need a secure address: open the console by https.";
}
