import { parseVerifier, type Verifier } from "./note";
import { type ProofBundle, verifyProof } from "./proof";

const LET_GO = "log.leaves_let_go";

/** What a leaf says of the leaves let go: below which number, or 0. What it says is signed with the tree. */
export function statedMinimum(leaf: Buffer, origin: string): number {
  if (!leaf.includes(LET_GO)) return 0;
  try {
    const { type, details } = JSON.parse(leaf.toString("utf8")) as {
      type?: unknown;
      details?: Record<string, unknown>;
    };
    const minimum = type === LET_GO && details?.origin === origin ? details.minimum : 0;
    return typeof minimum === "number" && Number.isSafeInteger(minimum) ? minimum : 0;
  } catch {
    return 0;
  }
}

/**
 * What a later tree says of the leaves let go of this one, proved by a bundle: below which number, or 0. Only a tree signed with the
 * same key may say it, so that whoever trusts this log's key needs no other.
 */
export function provedMinimum(bundle: ProofBundle | null | undefined, verifier: Verifier): number {
  if (!bundle) return 0;
  try {
    const later = parseVerifier(bundle.vkey);
    if (!later.key.equals(verifier.key) || verifyProof(bundle, later).length > 0) return 0;
    return statedMinimum(Buffer.from(bundle.leaf, "base64"), verifier.name);
  } catch (error) {
    // A bundle of another form proves nothing.
    if (error instanceof RangeError || error instanceof TypeError) return 0;
    throw error;
  }
}
