import { openCheckpoint, type ProofBundle, parseVerifier, verifyProof } from "@/lib/transparency";
import type { Manifest } from "../format";
import { manifestText } from "../format";
import type { Faults } from "./faults";
import { leafShape, proofRow } from "./rows";

/** What the log says of a manifest, once its proof stands. */
export interface Anchor {
  bundle: ProofBundle;
  vkey: string;
  /** When the log took the event in, as its leaf says. */
  at: string;
}

/**
 * Checks that the log signed the event which names this manifest's digest; null when it does not. The file must be in the one form
 * that its content has: nothing covers it but this.
 * @param keys those that are trusted; none: the key in the file is believed
 */
export function checkAnchor(
  text: string,
  given: { manifest: Manifest; manifestDigest: string; keys: readonly string[] },
  faults: Faults,
): Anchor | null {
  const fail = (fault: string): null => {
    faults.add(`anchor.json: ${fault}`);
    return null;
  };
  const read = proofRow.safeParse(parsed(text));
  if (!read.success) return fail("is not a proof");
  const bundle = read.data;
  if (!isCanonical(text, bundle)) return fail("is not in the one form that its content has");
  const { manifest, manifestDigest, keys } = given;
  const trouble = proofTrouble(bundle, keys);
  if (trouble) return fail(trouble);
  const leaf = leafShape.safeParse(parsed(Buffer.from(bundle.leaf, "base64").toString("utf8")));
  if (!leaf.success || leaf.data.type !== "campaign.pack_made")
    return fail("proves another event than the making of a pack");
  const { target, details } = leaf.data;
  if (target.id !== manifest.campaign.id || details.packId !== manifest.packId) return fail("is of another pack");
  if (details.manifestDigest !== manifestDigest)
    return fail("the log has another digest of the manifest: manifest.json changed");
  return {
    bundle,
    vkey: bundle.vkey,
    at: String((parsed(Buffer.from(bundle.leaf, "base64").toString("utf8")) as { at: unknown }).at),
  };
}

/** What is wrong with a proof, in a sentence; null when it stands under a key that is trusted. */
export function proofTrouble(bundle: ProofBundle, keys: readonly string[]): string | null {
  try {
    const verifier = parseVerifier(bundle.vkey);
    if (verifier.vkey !== bundle.vkey) return "the key is not in its one form";
    if (keys.length && !keys.includes(bundle.vkey)) return "it is signed by another key than the one that you gave";
    const { origin } = openCheckpoint(bundle.checkpoint, verifier);
    if (origin !== bundle.origin) return "it is of another log than it says";
    return verifyProof(bundle, verifier)[0] ?? null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** Base64 has spare bits, and JSON spare spaces: whoever could turn them could make another file of the same meaning. */
function isCanonical(text: string, bundle: ProofBundle): boolean {
  const coded = [bundle.leaf, ...bundle.proof, ...bundle.checkpoint.split("\n").flatMap((line) => signatureIn(line))];
  return (
    text === manifestText(bundle) && coded.every((value) => Buffer.from(value, "base64").toString("base64") === value)
  );
}

function signatureIn(line: string): string[] {
  const match = /^— \S+ (\S+)$/.exec(line);
  return match?.[1] ? [match[1]] : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
