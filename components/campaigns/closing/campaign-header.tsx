import type { Route } from "next";
import type { ReactNode } from "react";
import { CampaignStateBadge } from "@/components/campaigns/list/state-badge";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { type CampaignTab, CampaignTabs, type TabbedCampaign } from "./campaign-tabs";

export interface CampaignHeaderProps {
  campaign: TabbedCampaign & { name: string };
  tab: CampaignTab;
  /** What this page is, as the last crumb. */
  page: string;
  description: ReactNode;
  actions?: ReactNode;
}

/** The head of each page about what comes after the reviews of a campaign. */
export function CampaignHeader({ campaign, tab, page, description, actions }: CampaignHeaderProps) {
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Campaigns", href: "/campaigns" as Route },
          { label: campaign.name, href: `/campaigns/${campaign.id}` as Route },
          { label: page },
        ]}
        title={
          <>
            {page}: <LiteralText text={campaign.name} />
          </>
        }
        badges={<CampaignStateBadge state={campaign.state} />}
        description={description}
        actions={actions}
      />
      <CampaignTabs campaign={campaign} current={tab} />
    </>
  );
}
