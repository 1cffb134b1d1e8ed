import type { MoveAgentInput } from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";

export type Move = "register" | "activate" | "suspend" | "resume" | "decommission";
export type MoveAction = (input: MoveAgentInput & { move: Move; reason?: string }) => Promise<ActionState<unknown>>;

/** What each step is called, what it brings, and whether it can be taken back. */
export const MOVE_WORDS: Record<Move, { verb: string; past: string; brings: string; needsReason: boolean }> = {
  register: {
    verb: "Register",
    past: "registered",
    brings: "The registration is complete and stands under your name. The agent can then be activated.",
    needsReason: false,
  },
  activate: {
    verb: "Activate",
    past: "activated",
    brings: "The agent may act. It can be suspended at any time.",
    needsReason: false,
  },
  suspend: {
    verb: "Suspend",
    past: "suspended",
    brings: "The agent may no longer act. It can be resumed at any time.",
    needsReason: true,
  },
  resume: {
    verb: "Resume",
    past: "resumed",
    brings: "The agent may act again. It can be suspended at any time.",
    needsReason: true,
  },
  decommission: {
    verb: "Decommission",
    past: "decommissioned",
    brings:
      "The agent stops for good. This cannot be undone: the record stays readable, and nothing about it changes again.",
    needsReason: true,
  },
};
