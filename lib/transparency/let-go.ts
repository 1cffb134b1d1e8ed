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
 * What a later tree says of the leaves let go of this one, proved by a bundle: below which number, or 0. A tree signed with the same
 * key may say it, so that whoever trusts this log's key needs no other; one of another key only to whoever trusts that as well.
 * @param trusted keys of later trees, each for the name that it signs under
 */
export function provedMinimum(
  bundle: ProofBundle | null | undefined,
  verifier: Verifier,
  trusted: readonly Verifier[] = [],
): number {
  if (!bundle) return 0;
  try {
    const later = parseVerifier(bundle.vkey);
    const isKnown =
      later.key.equals(verifier.key) ||
      (isLater(later.name, verifier.name) && trusted.some(({ vkey }) => vkey === later.vkey));
    if (!isKnown || verifyProof(bundle, later).length > 0) return 0;
    return statedMinimum(Buffer.from(bundle.leaf, "base64"), verifier.name);
  } catch (error) {
    // A bundle of another form proves nothing.
    if (error instanceof RangeError || error instanceof TypeError) return 0;
    throw error;
  }
}

/** Whether a tree is a later one of the same log: every tree but the first is named after it, `/epoch-2` and so on. */
function isLater(name: string, former: string): boolean {
  const [one, other] = [name, former].map((of) => {
    const [, base = "", epoch = "1"] = /^(.*?)(?:\/epoch-(\d{1,6}))?$/.exec(of) ?? [];
    return { base, epoch: Number(epoch) };
  });
  return one !== undefined && other !== undefined && one.base === other.base && one.epoch > other.epoch;
}
