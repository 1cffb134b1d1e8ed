import { type Context, ROLES, type Role } from "@/lib/context";
import { newId } from "@/lib/ids";
import * as retention from "@/lib/retention";

/** Whom the verbs of retention refuse, by hand. */
interface Case {
  call: (ctx: Context) => Promise<unknown>;
  refused: readonly Role[];
}

const but = (...permitted: Role[]) => ROLES.filter((role) => !permitted.includes(role));
const reason = "because it is tested";
const hold = { holdId: newId("hld"), version: 1 };
const erasure = { erasureId: newId("ers"), version: 1 };
const everything = { kind: "everything" } as const;
const confirmers = but("compliance", "ciso");
const readers = but("compliance", "ciso", "auditor", "admin");

export const RETENTION_CASES: Record<string, Case> = {
  listRetention: { call: (ctx) => retention.listRetention(ctx), refused: readers },
  setRetention: {
    call: (ctx) => retention.setRetention(ctx, { class: "security", months: 30, version: 1 }),
    refused: but("compliance"),
  },
  confirmRetention: {
    call: (ctx) => retention.confirmRetention(ctx, { class: "security", version: 1 }),
    refused: confirmers,
  },
  refuseRetention: {
    call: (ctx) => retention.refuseRetention(ctx, { class: "security", version: 1, reason }),
    refused: confirmers,
  },
  listHolds: { call: (ctx) => retention.listHolds(ctx), refused: readers },
  askHold: {
    call: (ctx) => retention.askHold(ctx, { title: "Case 7", reason, scope: everything }),
    refused: but("compliance"),
  },
  previewHold: { call: (ctx) => retention.previewHold(ctx, everything), refused: confirmers },
  confirmHold: { call: (ctx) => retention.confirmHold(ctx, hold), refused: confirmers },
  refuseHold: { call: (ctx) => retention.refuseHold(ctx, { ...hold, reason }), refused: confirmers },
  askLift: { call: (ctx) => retention.askLift(ctx, { ...hold, reason }), refused: but("compliance") },
  confirmLift: { call: (ctx) => retention.confirmLift(ctx, hold), refused: confirmers },
  refuseLift: { call: (ctx) => retention.refuseLift(ctx, { ...hold, reason }), refused: confirmers },
  listErasures: { call: (ctx) => retention.listErasures(ctx), refused: readers },
  findPeople: { call: (ctx) => retention.findPeople(ctx, "a", true), refused: readers },
  askErasure: {
    call: (ctx) => retention.askErasure(ctx, { personId: newId("per"), reason }),
    refused: but("compliance", "admin"),
  },
  previewErasure: { call: (ctx) => retention.previewErasure(ctx, newId("per")), refused: confirmers },
  confirmErasure: { call: (ctx) => retention.confirmErasure(ctx, erasure), refused: confirmers },
  refuseErasure: { call: (ctx) => retention.refuseErasure(ctx, { ...erasure, reason }), refused: confirmers },
};

/** Parts of the worker, and what waits in the caller's own inbox. */
export const RETENTION_ELSEWHERE = ["erasedAgain", "letGo", "makeMonths", "retentionWaiting"];
