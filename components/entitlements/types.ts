import type {
  ApproveEntitlementInput,
  Broken,
  EndEntitlementInput,
  NarrowEntitlementInput,
  PreviewNarrowingInput,
  ProlongEntitlementInput,
  RequestEntitlementInput,
} from "@/lib/entitlements/schema";
import type { ActionState } from "@/lib/http/action-state";

/** What a person can do about grants. */
export interface GrantActions {
  approve: (input: ApproveEntitlementInput) => Promise<ActionState<{ version: number }>>;
  reject: (input: EndEntitlementInput) => Promise<ActionState<{ version: number }>>;
  revoke: (input: EndEntitlementInput) => Promise<ActionState<{ version: number }>>;
  resume: (input: EndEntitlementInput) => Promise<ActionState<{ version: number }>>;
  prolong: (input: ProlongEntitlementInput) => Promise<ActionState<{ id: string; version: number }>>;
}

export interface RequestActions {
  request: (input: RequestEntitlementInput) => Promise<ActionState<{ id: string; version: number }>>;
}

export interface NarrowActions {
  narrow: (input: NarrowEntitlementInput) => Promise<ActionState<{ ids: string[] }>>;
  preview: (
    input: PreviewNarrowingInput,
  ) => Promise<ActionState<{ ability: { allowed: boolean; reason?: string }; wouldBreak: Broken }>>;
}
