import type { ScopeChoices, WizardActions } from "@/components/campaigns/wizard/types";
import { scopeOptions } from "@/lib/campaigns";
import type { Context } from "@/lib/context";
import {
  countScopeAction,
  createDefinitionAction,
  deleteDraftAction,
  draftCampaignAction,
  editDraftAction,
  launchCampaignAction,
  previewLaunchAction,
  previewScheduleAction,
} from "./actions";

/** What the wizard does, each a server action. */
export const WIZARD_ACTIONS: WizardActions = {
  count: countScopeAction,
  preview: previewLaunchAction,
  draft: draftCampaignAction,
  edit: editDraftAction,
  discard: deleteDraftAction,
  launch: launchCampaignAction,
  define: createDefinitionAction,
  dates: previewScheduleAction,
};

export const TIME_ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** What a scope can be limited to, as boxes offer it. @throws CountersignError `forbidden` */
export async function scopeChoices(ctx: Context): Promise<ScopeChoices> {
  const { teams, owners, providers, tools } = await scopeOptions(ctx);
  const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  return { teams: teams.map(named), owners: owners.map(named), providers, tools };
}
