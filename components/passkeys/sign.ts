import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type { SignedDecision } from "@/lib/approvals/views";
import type { ActionState } from "@/lib/http/action-state";
import { ceremonyProblem } from "./ceremony";

/** What the server asks the browser to have signed, and the nonce that goes back with the answer. */
export interface SigningBegun {
  nonce: string;
  options: PublicKeyCredentialRequestOptionsJSON;
}

/** A signature for the verb that takes it, or why there is none, as a sentence for the person. */
export type Signed =
  | { ok: true; assertion: { nonce: string; response: AuthenticationResponseJSON } }
  | { ok: false; message: string; why: "cancelled" | "no_passkey" | "unsupported" | "refused" | "failed" };

export type BeginDecisionSigning = (decision: SignedDecision) => Promise<ActionState<SigningBegun>>;

/**
 * Has the person sign this decision with a passkey of theirs. Must run from a click or a key: browsers refuse it otherwise.
 * @param begin `beginDecisionSigningAction` of app/(console)/account/actions.ts
 */
export function signDecision(begin: BeginDecisionSigning, decision: SignedDecision): Promise<Signed> {
  return signWith(() => begin(decision));
}

/** The same for whatever else is signed. */
export async function signWith(begin: () => Promise<ActionState<SigningBegun>>): Promise<Signed> {
  const unsupported = await ceremonyProblem();
  if (unsupported) return { ok: false, message: unsupported, why: "unsupported" };
  const begun = await begin();
  if (!begun.ok) return { ok: false, message: begun.message, why: begun.code === "unmet" ? "no_passkey" : "refused" };
  const { nonce, options } = begun.value;
  const { startAuthentication } = await import("@simplewebauthn/browser");
  try {
    return { ok: true, assertion: { nonce, response: await startAuthentication({ optionsJSON: options }) } };
  } catch (error) {
    return failed(error);
  }
}

// Browsers say no more than this on purpose: a page must not learn which keys a device holds.
function failed(error: unknown): Signed {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError") {
    return {
      ok: false,
      why: "cancelled",
      message: "Nothing was signed: the request was cancelled or took too long. Try again.",
    };
  }
  return {
    ok: false,
    why: "failed",
    message: "Your device could not sign this. Try again, or use another passkey of yours.",
  };
}
