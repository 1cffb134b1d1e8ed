import { openCheckpoint, parseCheckpoint, partsOfNote, type Verifier } from "./note";
import { HASH_BYTES, same, verifyConsistency } from "./tree";

/**
 * The rules of a witness (C2SP tlog-witness, add-checkpoint), pure: what it is asked, and what it answers. Who asks has to show that
 * the new tree begins with the one the witness signed last; so a log that was rolled back or forked gets no further signature.
 */
export interface AddCheckpoint {
  old: number;
  proof: Buffer[];
  /** The whole note, signatures included. */
  note: string;
}

/** What a witness knows of a log: the tree it signed last; size 0 with no root before the first. */
export interface Witnessed {
  size: number;
  root: Buffer | null;
}

export type WitnessVerdict =
  | { status: 200; text: string; size: number; root: Buffer }
  | { status: 400 | 403 | 404 | 422; why: string }
  /** `size`: what the witness signed last, to be told to the log. */
  | { status: 409; size: number; why: string };

const MOST_PROOF_LINES = 63;

/** The body of add-checkpoint: "old N", the proof in base64, an empty line, the checkpoint. @throws RangeError */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf("\n\n");
  if (end < 0) throw new RangeError("the request is not: old size, proof, empty line, checkpoint");
  const [first, ...lines] = body.slice(0, end).split("\n");
  const size = /^old (0|[1-9]\d{0,15})$/.exec(first ?? "")?.[1];
  if (size === undefined) throw new RangeError('the first line is not "old" and a size');
  if (lines.length > MOST_PROOF_LINES) throw new RangeError(`a proof has at most ${MOST_PROOF_LINES} lines`);
  const proof = lines.map((line) => {
    const hash = Buffer.from(line, "base64");
    if (hash.length !== HASH_BYTES || hash.toString("base64") !== line)
      throw new RangeError("a line of the proof is no hash");
    return hash;
  });
  return { old: Number(size), proof, note: body.slice(end + 2) };
}

/** The same, written. */
export function addCheckpointBody({ old, proof, note }: AddCheckpoint): string {
  return [`old ${old}`, ...proof.map((hash) => hash.toString("base64")), "", note].join("\n");
}

/** The origin a checkpoint claims, before anything about it is believed. @throws RangeError */
export function originOf(note: string): string {
  return parseCheckpoint(partsOfNote(note).text).origin;
}

/**
 * What the witness answers, given the log's key (null: it knows no such log) and what it signed last. With 200 the caller has to keep
 * `size` and `root` durably BEFORE it signs, and no other request of this log may be judged in between.
 */
export function judgeCheckpoint(asked: AddCheckpoint, verifier: Verifier | null, known: Witnessed): WitnessVerdict {
  if (!verifier) return { status: 404, why: "this witness does not know the log" };
  let checkpoint: { size: number; root: Buffer };
  try {
    checkpoint = openCheckpoint(asked.note, verifier);
  } catch (error) {
    if (error instanceof RangeError) return { status: 403, why: error.message };
    throw error;
  }
  const { size, root } = checkpoint;
  if (asked.old > size) return { status: 400, why: "the old size is beyond the checkpoint" };
  if (asked.old !== known.size)
    return { status: 409, size: known.size, why: `this witness signed ${known.size} leaves last` };
  if (asked.old === size && known.root && !same(known.root, root))
    return { status: 409, size: known.size, why: "another tree of this size was signed: the log was forked" };
  const consistent =
    known.size === 0 || known.root === null
      ? asked.proof.length === 0
      : verifyConsistency({ size: known.size, root: known.root }, { size, root }, asked.proof);
  if (!consistent) return { status: 422, why: "the proof does not show that the tree begins with the one signed last" };
  return { status: 200, text: partsOfNote(asked.note).text, size, root };
}
