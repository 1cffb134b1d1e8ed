import type { MoveAction } from "@/components/agents/move-words";
import type { SeatActions } from "@/components/ownership/actions";
import type { ActionState } from "@/lib/http/action-state";

type Versioned = { id: string; version: number };

/** What the page hands in: each a server action. */
export interface AttentionActions {
  claim: (input: Versioned & { seat: "owner" | "sponsor" }) => Promise<ActionState<unknown>>;
  offer: SeatActions["offer"];
  queue: (input: Versioned) => Promise<ActionState<unknown>>;
  ask: (input: { id: string; about: "dormant" | "stale" }) => Promise<ActionState<unknown>>;
  confirm: (input: Versioned) => Promise<ActionState<unknown>>;
  keep: (input: { ids: string[] } | { all: true }) => Promise<ActionState<{ kept: number }>>;
  move: MoveAction;
}
