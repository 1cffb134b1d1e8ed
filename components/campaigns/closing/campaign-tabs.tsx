import type { Route } from "next";
import { LinkTabs } from "@/components/ui/tabs";
import type { CampaignState } from "@/lib/campaigns/terms";
import { campaignHref, type DetailTab } from "../progress/hrefs";

export type CampaignTab = DetailTab | "tasks" | "close" | "remediation" | "evidence";

/** A campaign as far as its parts depend on it. */
export interface TabbedCampaign {
  id: string;
  state: CampaignState;
  launchedAt: Date | null;
  /** Whether its remediation began. */
  remediated: boolean;
}

const LABELS: Record<CampaignTab, string> = {
  progress: "Progress",
  items: "Items",
  tasks: "Tasks",
  close: "Close",
  remediation: "Remediation",
  evidence: "Evidence",
  outside: "Not in this campaign",
  reminders: "Reminders",
  integrity: "Reviewers' integrity",
  plan: "Plan",
};
const PAGES: readonly CampaignTab[] = ["tasks", "close", "remediation", "evidence"];

/** The parts of one campaign, the same on each of its pages: what happens first, then what tells more about it. */
export function CampaignTabs({ campaign, current }: { campaign: TabbedCampaign; current: CampaignTab }) {
  const shown = (Object.keys(LABELS) as CampaignTab[]).filter((tab) => tab === current || isThere(campaign, tab));
  return (
    <LinkTabs
      label="Parts of the campaign"
      className="mb-4"
      tabs={shown.map((tab) => ({ href: hrefOf(campaign.id, tab), label: LABELS[tab], current: tab === current }))}
    />
  );
}

function hrefOf(id: string, tab: CampaignTab): Route {
  return PAGES.includes(tab) ? (`/campaigns/${id}/${tab}` as Route) : campaignHref(id, tab as DetailTab);
}

/** A draft has but a plan; what is cancelled is not closed. */
function isThere({ state, launchedAt, remediated }: TabbedCampaign, tab: CampaignTab): boolean {
  if (tab === "plan") return true;
  if (launchedAt === null) return false;
  if (tab === "close") return !remediated && state !== "cancelled";
  return tab === "remediation" ? remediated : true;
}
