import type { Route } from "next";
import { LinkTabs } from "@/components/ui/tabs";

const TABS = [
  { id: "overview", label: "Progress", path: "" },
  { id: "tasks", label: "Tasks", path: "/tasks" },
  { id: "close", label: "Close", path: "/close" },
  { id: "remediation", label: "Remediation", path: "/remediation" },
  { id: "evidence", label: "Evidence", path: "/evidence" },
] as const;
export type CampaignTab = (typeof TABS)[number]["id"];

/** The pages of one campaign, in the order in which its life goes through them. */
export function CampaignTabs({
  campaignId,
  current,
  tasks,
}: {
  campaignId: string;
  current: CampaignTab;
  /** Open tasks; left out where they were not counted. */
  tasks?: number;
}) {
  return (
    <LinkTabs
      label="About this campaign"
      className="mb-4"
      tabs={TABS.map(({ id, label, path }) => ({
        href: `/campaigns/${campaignId}${path}` as Route,
        label,
        current: id === current,
        ...(id === "tasks" && tasks ? { count: tasks } : {}),
      }))}
    />
  );
}
