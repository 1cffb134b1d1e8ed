import type { ComboboxOption } from "@/components/ui/combobox";
import type { CampaignPlan, CampaignScope, ItemKind } from "@/lib/campaigns/terms";
import type { LaunchPreview, ScopeCounts } from "@/lib/campaigns/views";
import type { ActionState } from "@/lib/http/action-state";

/** What the person chooses; becomes a draft, a campaign or a schedule. */
export interface WizardForm {
  name: string;
  plan: CampaignPlan;
  timeZone: string;
  fallback: ComboboxOption | null;
}

/** A draft as it is kept. */
export interface KeptDraft {
  id: string;
  version: number;
}

export interface ScopeChoices {
  teams: readonly ComboboxOption[];
  providers: readonly string[];
  tools: readonly string[];
  owners: readonly ComboboxOption[];
}

export interface DraftInput {
  name: string;
  plan: CampaignPlan;
  timeZone: string;
  fallbackId: string;
}

export interface WizardActions {
  count: (input: { kinds: readonly ItemKind[]; scope: CampaignScope }) => Promise<ActionState<ScopeCounts>>;
  preview: (input: {
    plan: CampaignPlan;
    timeZone: string;
    fallbackId: string;
    launchAt: Date | null;
  }) => Promise<ActionState<LaunchPreview>>;
  draft: (input: DraftInput & { definitionId: string | null }) => Promise<ActionState<KeptDraft>>;
  edit: (input: DraftInput & KeptDraft) => Promise<ActionState<KeptDraft>>;
  discard: (input: KeptDraft) => Promise<ActionState<unknown>>;
  launch: (input: KeptDraft & { launchAt: Date | null }) => Promise<ActionState<unknown>>;
  define: (input: DraftInput & { schedule: string }) => Promise<ActionState<{ id: string }>>;
  dates: (input: { rule: string; timeZone: string }) => Promise<ActionState<Date[]>>;
}
