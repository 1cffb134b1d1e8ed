import type { ApiKeyRef, CreateApiKeyInput } from "@/lib/api-keys/schema";
import type { ActionState } from "@/lib/http/action-state";

export type CreateKey = (input: CreateApiKeyInput) => Promise<ActionState<{ id: string; secret: string }>>;
export type RevokeKey = (input: ApiKeyRef) => Promise<ActionState<void>>;

/** A key that was made, this once, and what to say about it. */
export interface MadeKey {
  secret: string;
  purpose: "report" | "read";
}
