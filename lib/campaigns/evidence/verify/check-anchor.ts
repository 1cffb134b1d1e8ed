import { z } from "zod";
import { type Faults, readAnchor } from "@/lib/packs";
import type { ProofBundle } from "@/lib/transparency";
import type { Manifest } from "../format";
import { leafShape } from "./rows";

const dated = leafShape.extend({ at: z.string() });

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
  const { manifest, manifestDigest, keys } = given;
  const read = readAnchor(text, keys);
  if ("fault" in read) return fail(read.fault);
  const leaf = dated.safeParse(read.leaf);
  if (!leaf.success || leaf.data.type !== "campaign.pack_made")
    return fail("proves another event than the making of a pack");
  const { target, details, at } = leaf.data;
  if (target.id !== manifest.campaign.id || details.packId !== manifest.packId) return fail("is of another pack");
  if (details.manifestDigest !== manifestDigest)
    return fail("the log has another digest of the manifest: manifest.json changed");
  return { bundle: read.bundle, vkey: read.bundle.vkey, at };
}
