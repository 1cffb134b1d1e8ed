import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { lostRace } from "../guard";
import { type DriftKind, driftOf } from "../rules";
import { type ItemChange, type ItemRecord, moveItem } from "../store";
import type { LiveSubject } from "../subjects/queries";
import { retireVotes } from "./store";

interface Compared {
  item: ItemRecord;
  live: LiveSubject | null;
  when: "decision" | "close";
}

/** Whether the right is another than the one that was listed, and in which direction. */
export function driftBetween(item: ItemRecord, live: LiveSubject | null): DriftKind {
  if (live && live.digest === item.digest.toString("hex")) return "same";
  return driftOf(item.snapshot.rights, live?.rights ?? null);
}

/**
 * Compares the held item with the living right (C4) and makes of it what follows: wider, and what was said of it counts no more and
 * is asked again; gone, and nothing is left to ask; narrower, and that is noted once.
 * @returns the item as it stands then
 */
export async function settleDrift(tx: SqlTx, ctx: Context, { item, live, when }: Compared): Promise<ItemRecord> {
  const drift = driftBetween(item, live);
  const set = changeFor(item, { drift, live });
  if (!set) return item;
  if (!(await moveItem(tx, { campaignId: item.campaignId, number: item.number, version: item.version, set }))) {
    throw lostRace("this item");
  }
  if (drift === "widened") await retireVotes(tx, item);
  await recordEvent(tx, ctx, {
    type: "campaign.item_drifted",
    targetId: item.campaignId,
    agentId: item.agentId,
    details: {
      number: item.number,
      stage: item.stage,
      kind: item.kind,
      subjectId: item.subjectId,
      drift,
      formerDigest: item.digest.toString("hex"),
      digest: live?.digest ?? "",
      when,
      former: JSON.stringify(item.snapshot.rights),
    },
  });
  return { ...item, ...set, version: item.version + 1 };
}

const UNDECIDED = { decision: null, change: null, decidedAt: null, signedAt: null } as const;

function changeFor(
  item: ItemRecord,
  { drift, live }: { drift: DriftKind; live: LiveSubject | null },
): ItemChange | null {
  if (drift === "gone") return { state: "void", ...UNDECIDED };
  if (drift === "widened" && live) {
    const { snapshot, tier } = live;
    return { state: "stale", ...UNDECIDED, snapshot, tier, digest: Buffer.from(live.digest, "hex") };
  }
  if (drift === "narrowed" && !item.marks.includes("narrowed")) return { marks: [...item.marks, "narrowed"] };
  return null;
}
