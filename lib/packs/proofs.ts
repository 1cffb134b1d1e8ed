import { z } from "zod";
import { openCheckpoint, type ProofBundle, parseVerifier, verifyProof } from "@/lib/transparency";

/** A published proof of one event, as it stands in a pack. */
export const proofRow = z.strictObject({
  format: z.literal("countersign-proof/1"),
  eventId: z.string(),
  origin: z.string(),
  vkey: z.string(),
  index: z.int().min(0),
  leaf: z.string(),
  proof: z.array(z.string()).max(64),
  checkpoint: z.string(),
});

/** The one text that a file of JSON can have in a pack. */
export const packText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What is wrong with a proof, in a sentence; null when it stands under a key that is trusted (none: its own is believed). */
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

/** An anchor as far as it can be read without knowing what it anchors. */
export type AnchorRead = { fault: string } | { bundle: ProofBundle; leaf: unknown };

/**
 * Reads anchor.json: the proof of the event that names the manifest's digest. Base64 has spare bits, and JSON spare spaces: whoever
 * could turn them could make another file of the same meaning, so the file must be in the one form that its content has.
 */
export function readAnchor(text: string, keys: readonly string[]): AnchorRead {
  const read = proofRow.safeParse(parsed(text));
  if (!read.success) return { fault: "is not a proof" };
  const bundle = read.data;
  if (!isCanonical(text, bundle)) return { fault: "is not in the one form that its content has" };
  const trouble = proofTrouble(bundle, keys);
  if (trouble) return { fault: trouble };
  return { bundle, leaf: parsed(Buffer.from(bundle.leaf, "base64").toString("utf8")) };
}

/** anchor.json: of the checkpoint the log's own signature alone, for nothing would tell when a line of somebody else's was turned. */
export function anchorText(bundle: ProofBundle): string {
  const { beside: _beside, checkpoint, ...rest } = bundle;
  const { text, lines } = linesOf(checkpoint);
  const own = lines.filter((line) => line.startsWith(`— ${bundle.origin} `));
  const { leaf, proof, ...before } = rest;
  return packText({ ...before, leaf, proof, checkpoint: `${text}\n\n${own.map((line) => `${line}\n`).join("")}` });
}

function linesOf(note: string): { text: string; lines: string[] } {
  const [text = "", signatures = ""] = note.split("\n\n");
  return { text, lines: signatures.split("\n").filter(Boolean) };
}

function isCanonical(text: string, bundle: ProofBundle): boolean {
  const signatures = signaturesIn(bundle.checkpoint);
  if (signatures.length !== 1) return false;
  const coded = [bundle.leaf, ...bundle.proof, ...signatures];
  return text === packText(bundle) && coded.every((value) => Buffer.from(value, "base64").toString("base64") === value);
}

/** The base64 of every signature line of a signed note. */
export function signaturesIn(note: string): string[] {
  return note.split("\n").flatMap((line) => /^— \S+ (\S+)$/.exec(line)?.[1] ?? []);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
