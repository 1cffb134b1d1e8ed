import type { ActionState } from "@/lib/http/action-state";

export interface WitnessActions {
  add: (input: { vkey: string; url: string }) => Promise<ActionState<{ name: string }>>;
  remove: (input: { name: string }) => Promise<ActionState<void>>;
}
