import { CountersignError, notFound } from "@/lib/errors";
import { hashRanges, inclusionRanges, type ProofBundle } from "@/lib/transparency";
import {
  findCheckpoint,
  findNumber,
  readEpochs,
  readLeaves,
  readState,
  readTile,
  type StoredCheckpoint,
  type StoredEpoch,
} from "./log-store";
import { reading } from "./store";
import { findCosigned } from "./witnesses/store";

/** An epoch as far as the world may see it. */
export interface View extends StoredEpoch {
  size: number;
}

export async function viewOf(epoch: StoredEpoch): Promise<View> {
  const state = await readState(reading());
  if (state.epoch === epoch.epoch) return { ...epoch, size: state.publishedSize };
  return { ...epoch, size: (await findCheckpoint(reading(), epoch.epoch, null))?.size ?? 0 };
}

interface Head {
  view: View;
  checkpoint: StoredCheckpoint;
  /** The newest checkpoint that witnesses signed, with their lines: what it holds is proved under it. */
  witnessed: StoredCheckpoint | null;
}

/** A note with further signatures of the same text. */
export function withLines(note: string, lines: readonly string[]): string {
  return note + lines.map((line) => `${line}\n`).join("");
}

/** Proves events under one head of each epoch: what a first proof read, the next ones do not read again. */
export class Prover {
  readonly #heads = new Map<number, Promise<Head>>();
  readonly #tiles = new Map<string, Promise<Buffer>>();

  /** @throws CountersignError `unavailable` for an event that the signed head does not hold yet */
  async prove(eventId: string, { epoch, seq }: { epoch: number; seq: number }): Promise<ProofBundle> {
    const { view, checkpoint: newest, witnessed } = await this.#headOf(epoch);
    const { origin, vkey } = view;
    if (seq >= view.size) throw tooEarly();
    const checkpoint = witnessed && seq < witnessed.size ? witnessed : newest;
    const { size } = checkpoint;
    const [leaf] = await readLeaves(reading(), epoch, seq, seq + 1);
    if (!leaf?.leaf) throw unproved();
    const proof = await hashRanges(inclusionRanges(seq, size), size, (level, index, width) =>
      this.#tile(epoch, { level, index, width }),
    );
    return {
      format: "countersign-proof/1",
      eventId,
      origin,
      vkey,
      index: seq,
      leaf: leaf.leaf.toString("base64"),
      proof: proof.map((hash) => hash.toString("base64")),
      checkpoint: checkpoint.note,
    };
  }

  #headOf(epoch: number): Promise<Head> {
    const known = this.#heads.get(epoch) ?? this.#readHead(epoch);
    this.#heads.set(epoch, known);
    return known;
  }

  async #readHead(number: number): Promise<Head> {
    const epoch = (await readEpochs(reading())).find((known) => known.epoch === number);
    if (!epoch) throw notFound("epoch of the log");
    const view = await viewOf(epoch);
    const checkpoint = await findCheckpoint(reading(), number, view.size);
    if (!checkpoint) throw view.size === 0 ? tooEarly() : unproved();
    return { view, checkpoint, witnessed: await this.#readWitnessed(view) };
  }

  async #readWitnessed({ epoch, size }: View): Promise<StoredCheckpoint | null> {
    const cosigned = await findCosigned(reading(), epoch, size);
    const signed = cosigned && (await findCheckpoint(reading(), epoch, cosigned.size));
    return cosigned && signed && { ...signed, note: withLines(signed.note, cosigned.lines) };
  }

  #tile(epoch: number, tile: { level: number; index: number; width: number }): Promise<Buffer> {
    const key = `${epoch}/${tile.level}/${tile.index}/${tile.width}`;
    const known =
      this.#tiles.get(key) ??
      readTile(reading(), epoch, tile).then((found) => {
        if (!found) throw unproved();
        return found;
      });
    this.#tiles.set(key, known);
    return known;
  }
}

/**
 * The published proofs of many events, in their order, all under one signed head; nothing that stands beside the leaves.
 * @returns null while one of them waits for its number or its signature
 */
export async function proveEvents(eventIds: readonly string[]): Promise<ProofBundle[] | null> {
  const prover = new Prover();
  const bundles: ProofBundle[] = [];
  for (const id of eventIds) {
    const number = await findNumber(reading(), id);
    if (!number) return null;
    try {
      bundles.push(await prover.prove(id, number));
    } catch (error) {
      if (error instanceof TooEarly) return null;
      throw error;
    }
  }
  return bundles;
}

class TooEarly extends CountersignError {}

export function tooEarly(): CountersignError {
  return new TooEarly("unavailable", "The event is recorded and waits for its number: try again in a second.");
}

function unproved(): CountersignError {
  return new CountersignError("unavailable", "The audit log cannot prove this event: run its self-audit.");
}
