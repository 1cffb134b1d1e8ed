import { CountersignError } from "@/lib/errors";

/** Why a key is not good: one closed word, for the log alone. */
export type KeyFault = "unknown" | "expired" | "revoked" | "wrong_purpose";

/** A key that is not good here; its caller is told no more than that. */
export class KeyRefusal extends CountersignError {
  readonly fault: KeyFault;
  /** Whose key it is, where there is such a key. */
  readonly keyId: string | null;

  constructor(fault: KeyFault, keyId: string | null, message: string) {
    super(fault === "wrong_purpose" ? "forbidden" : "unauthenticated", message);
    this.name = "KeyRefusal";
    this.fault = fault;
    this.keyId = keyId;
  }
}

export function isKeyRefusal(error: unknown): error is KeyRefusal {
  return error instanceof KeyRefusal;
}
