import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";
import type { Json } from "@/lib/policy";
import { linesFor, readShared } from "../queue/rows";
import { loadApproval } from "../store";
import { reading, signaturesOn } from "./queries";

/** Bytes that an approval binds, as text, and the SHA-256 of their UTF-8 (hex). */
interface BoundText {
  text: string;
  digest: string;
}

/** What anybody needs to check a decision without us: the bytes, their digests, and who signed which of them. */
export interface Evidence {
  id: string;
  asked: BoundText;
  /** After narrowing: what alone may run. */
  approved: BoundText | null;
  votes: {
    personId: string;
    name: string;
    answer: string;
    digest: string;
    at: string;
    capacity: string;
    groups: readonly string[];
    /** As the passkey gave it, with what is needed to verify it; null: not signed. */
    assertion: Json;
  }[];
}

/**
 * The stored bytes of a request and the signed votes on it, as they are (A3, A8). Records nothing.
 * @throws CountersignError `not_found` when it does not exist or is not in the caller's sight
 */
export async function readEvidence(ctx: Context, id: string): Promise<Evidence> {
  if (!isId("apr", id)) throw notFound("request");
  const q = reading();
  const [shared, row, votes] = await Promise.all([readShared(q, [id]), loadApproval(q, id), signaturesOn(q, id)]);
  if (!row || linesFor(ctx.actor, shared).length === 0) throw notFound("request");
  const { bound, digest, narrowed, narrowedDigest } = row;
  return {
    id,
    asked: { text: bound.toString("utf8"), digest },
    approved: narrowed && narrowedDigest ? { text: narrowed.toString("utf8"), digest: narrowedDigest } : null,
    votes: votes.map((vote) => ({ ...vote, at: vote.at.toISOString() })),
  };
}
