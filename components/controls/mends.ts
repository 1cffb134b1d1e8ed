import type { AgentDetail } from "@/lib/agents/schema";
import type { ControlId } from "@/lib/agents/terms";

/** Where a control that is not met is mended, and what the way there is called. */
export interface Mend {
  href: string;
  label: string;
}

const EDIT: Partial<Record<ControlId, [field: string, label: string]>> = {
  purpose: ["purpose", "Describe the purpose"],
  authority: ["authority", "State the authority"],
  oversight: ["autonomy", "Change its autonomy"],
};

const ELSEWHERE: Partial<Record<ControlId, [href: string, label: string]>> = {
  reviewers: ["/people/reviewers", "Reviewer groups"],
  supplier: ["/suppliers", "Register of suppliers"],
};

const TABS: Partial<Record<ControlId, [tab: string, label: string]>> = {
  accountable: ["people", "Name who answers"],
  two_people: ["people", "Name who answers"],
  deputy: ["people", "Name a deputy"],
  tools: ["tools", "Look at the tools"],
  provenance: ["source", "Source document"],
  deployment: ["versions", "Record a deployment"],
};

/** The way to mend a control; null for the record itself, which is confirmed on the spot, and for who may not change the agent. */
export function mendOf(agent: Pick<AgentDetail, "id" | "abilities">, control: ControlId): Mend | null {
  const edit = EDIT[control];
  if (edit) {
    const [field, label] = edit;
    return agent.abilities.edit.allowed ? { href: `/agents/${agent.id}/edit#field-${field}`, label } : null;
  }
  const elsewhere = ELSEWHERE[control];
  if (elsewhere) return { href: elsewhere[0], label: elsewhere[1] };
  const tab = TABS[control];
  return tab ? { href: `/agents/${agent.id}?tab=${tab[0]}`, label: tab[1] } : null;
}
