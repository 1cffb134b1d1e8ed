import type { ConfirmRecordInput, EndWaiverInput, WaiveControlInput } from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";

/** The server actions of the checklist. */
export interface ControlActions {
  waive: (input: WaiveControlInput) => Promise<ActionState<unknown>>;
  end: (input: EndWaiverInput) => Promise<ActionState<unknown>>;
  confirm: (input: ConfirmRecordInput) => Promise<ActionState<unknown>>;
}
