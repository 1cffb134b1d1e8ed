import { type Opening, openingFaults } from "./commitment";
import { openCheckpoint, type Verifier } from "./note";
import { leafHash, rootOfInclusion, same } from "./tree";

/** What stands in a downloaded proof: one leaf, its place, the way to the root and the signed root. */
export interface ProofBundle {
  format: "countersign-proof/1";
  eventId: string;
  origin: string;
  vkey: string;
  index: number;
  /** Base64, as are the hashes of the proof. */
  leaf: string;
  proof: string[];
  checkpoint: string;
  /** Values beside the leaf, for whoever may read them; what is published carries none. */
  beside?: Opening[];
}

/** What is wrong with a proof, each in a sentence; empty when it stands. */
export function verifyProof(bundle: ProofBundle, verifier: Verifier): string[] {
  const leaf = Buffer.from(bundle.leaf, "base64");
  const proof = bundle.proof.map((step) => Buffer.from(step, "base64"));
  try {
    const { size, root } = openCheckpoint(bundle.checkpoint, verifier);
    const reached = rootOfInclusion({ index: bundle.index, size }, leafHash(leaf), proof);
    if (!reached || !same(reached, root))
      return [`leaf ${bundle.index} does not lead to the signed root of ${size} leaves`];
  } catch (error) {
    if (error instanceof RangeError) return [`checkpoint: ${error.message}`];
    throw error;
  }
  if (idOf(leaf) !== bundle.eventId) return [`the leaf is not that of the event ${bundle.eventId}`];
  return openingFaults(leaf, bundle.beside ?? []);
}

function idOf(leaf: Buffer): unknown {
  try {
    return (JSON.parse(leaf.toString("utf8")) as { id?: unknown }).id;
  } catch {
    return undefined;
  }
}
