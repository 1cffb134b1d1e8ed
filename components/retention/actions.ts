import type { SelectOption } from "@/components/ui/select";
import type { ActionState } from "@/lib/http/action-state";
import type { RetentionClass } from "@/lib/retention/terms";
import type { Covered, ErasurePreview, HoldScope } from "@/lib/retention/views";

type Done = Promise<ActionState<unknown>>;
interface Hold {
  holdId: string;
  version: number;
}
interface Erasure {
  erasureId: string;
  version: number;
}

/** What the page's islands may ask the server to do. */
export interface RetentionActions {
  setRetention: (input: { class: RetentionClass; months: number; version: number }) => Done;
  confirmRetention: (input: { class: RetentionClass; version: number }) => Done;
  refuseRetention: (input: { class: RetentionClass; version: number; reason: string }) => Done;
  askHold: (input: { title: string; reason: string; scope: HoldScope }) => Done;
  confirmHold: (input: Hold) => Done;
  refuseHold: (input: Hold & { reason: string }) => Done;
  askLift: (input: Hold & { reason: string }) => Done;
  confirmLift: (input: Hold) => Done;
  refuseLift: (input: Hold & { reason: string }) => Done;
  previewHold: (scope: HoldScope) => Promise<ActionState<Covered>>;
  askErasure: (input: { personId: string; reason: string }) => Done;
  confirmErasure: (input: Erasure) => Done;
  refuseErasure: (input: Erasure & { reason: string }) => Done;
  previewErasure: (personId: string) => Promise<ActionState<ErasurePreview>>;
  findPeople: (text: string, onlyLeft: boolean) => Promise<ActionState<SelectOption[]>>;
}
