import { systemContext } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { env } from "@/lib/env";
import { guardedRequest, hostsOf, Unreachable } from "@/lib/outbound";
import {
  addCheckpointBody,
  consistencyRanges,
  cosignedAt,
  hashRanges,
  parseCosigner,
  partsOfNote,
} from "@/lib/transparency";
import { findCheckpoint, readEpochs, readState, readTile } from "../log-store";
import { recordEvent } from "../record";
import { reading } from "../store";
import { insertCosignature, noteFailure, type StoredWitness, selectWitnesses } from "./store";

const WITHIN_MS = 5_000;
const MOST_BYTES = 20_000;

interface Head {
  epoch: number;
  size: number;
  note: string;
}

/** Why a witness did not sign, as it is kept and told: no word of what it answered, which may be anything. */
class Unsigned extends Error {}

/**
 * Sends the newest published checkpoint to every witness that has not signed it, and keeps what they sign (C2SP tlog-witness).
 * A witness that is away, or refuses, keeps nobody waiting: the log goes on, and its page and the log itself say so.
 */
export async function collectCosignatures(): Promise<void> {
  const witnesses = await selectWitnesses();
  if (witnesses.length === 0) return;
  const head = await publishedHead();
  if (!head) return;
  await Promise.all(
    witnesses.filter((one) => one.epoch !== head.epoch || one.size < head.size).map((one) => ask(one, head)),
  );
}

async function publishedHead(): Promise<Head | null> {
  const { epoch, publishedSize } = await readState(reading());
  const known = (await readEpochs(reading())).some((one) => one.epoch === epoch);
  const checkpoint = known && publishedSize > 0 ? await findCheckpoint(reading(), epoch, publishedSize) : null;
  return checkpoint && { epoch, size: checkpoint.size, note: checkpoint.note };
}

async function ask(witness: StoredWitness, head: Head): Promise<void> {
  const now = new Date();
  try {
    const { line, at } = await signatureOf(witness, head);
    await inSqlTransaction((tx) =>
      insertCosignature(tx, { epoch: head.epoch, size: head.size, witness: witness.name, line, signedAt: at }),
    );
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof Unsigned || error instanceof RangeError)) throw error;
    const reason = error.message;
    await inSqlTransaction(async (tx) => {
      if (!(await noteFailure(tx, witness.name, reason, now))) return;
      await recordEvent(tx, systemContext("worker", { now }), {
        type: "witness.refused",
        targetId: "log",
        outcome: "failed",
        details: { size: head.size, name: witness.name, reason },
      });
    });
  }
}

/** The witness' good signature of this head. @throws Unreachable, Unsigned, RangeError */
async function signatureOf(witness: StoredWitness, head: Head): Promise<{ line: string; at: Date }> {
  const cosigner = parseCosigner(witness.vkey);
  let old = witness.epoch === head.epoch ? witness.size : 0;
  for (let attempt = 0; attempt < 2; attempt++) {
    const { status, body } = await send(witness, head, old);
    if (status === 200) {
      const { text } = partsOfNote(head.note);
      const signed = cosignedAt(text, body.split("\n"), cosigner);
      if (!signed) throw new Unsigned("its answer holds no signature of its key");
      return signed;
    }
    const last = status === 409 ? /^(0|[1-9]\d{0,15})\n?$/.exec(body)?.[1] : undefined;
    if (last === undefined) throw new Unsigned(`it answered ${status}`);
    // Its size is its word alone, unsigned: it is told, and does not seal the log, or any witness could.
    if (Number(last) > head.size)
      throw new Unsigned(
        `it says that it signed ${last} leaves and this log has ${head.size}: was an older copy restored?`,
      );
    if (Number(last) === old) throw new Unsigned("it signed another tree of this size: the log was forked");
    old = Number(last);
  }
  throw new Unsigned("it names another size each time");
}

async function send(witness: StoredWitness, { epoch, size, note }: Head, old: number) {
  const ranges = old > 0 ? consistencyRanges(old, size) : [];
  const proof = await hashRanges(ranges, size, async (level, index, width) => {
    return (await readTile(reading(), epoch, { level, index, width })) ?? Buffer.alloc(0);
  });
  return guardedRequest({
    address: `${witness.url}/add-checkpoint`,
    method: "POST",
    headers: { "content-type": "text/plain; charset=utf-8" },
    body: addCheckpointBody({ old, proof, note }),
    internalHosts: hostsOf(env().COUNTERSIGN_INTERNAL_HOSTS),
    mostMs: WITHIN_MS,
    mostBytes: MOST_BYTES,
    overlong: "refuse",
  });
}
