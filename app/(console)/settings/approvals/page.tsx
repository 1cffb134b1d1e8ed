import type { Metadata } from "next";
import { findReviewersAction } from "@/app/(console)/people/actions";
import { AskingStops } from "@/components/approvals/settings/asking-stops";
import { BreakGlassMembers } from "@/components/approvals/settings/break-glass-members";
import { Groups } from "@/components/approvals/settings/groups";
import { SettingsForm } from "@/components/approvals/settings/settings-form";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { listAskingStops, readSettingsBoard } from "@/lib/approvals";
import { requireContext } from "@/lib/auth";
import { refusal } from "../../guards";
import * as actions from "./actions";

export const metadata: Metadata = { title: "Settings of approvals" };

const NOT_YOURS = "Compliance changes this, for the whole organisation.";

/** How approvals go, who is there to decide, and who may not ask (A4, A7, A9). */
export default async function ApprovalSettingsPage() {
  const ctx = await requireContext();
  const board = await readSettingsBoard(ctx).catch(refusal);
  if (typeof board === "string") return <ForbiddenState message={board} />;
  const stops = await listAskingStops(ctx);
  const { settings, mayChange, groups, glass } = board;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings", href: "/settings" }, { label: "Approvals" }]}
        title="Approvals"
        description="What protects reviewers from floods and from habit, and who is there to decide."
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Card aria-labelledby="rules">
          <CardHeader id="rules" title="Rules" description="What waits already is not touched; the next request is." />
          <CardContent>
            <SettingsForm
              key={settings.version}
              settings={settings}
              mayNot={mayChange ? null : NOT_YOURS}
              change={actions.changeSettingsAction}
            />
          </CardContent>
        </Card>
        <Card aria-labelledby="groups">
          <CardHeader id="groups" title="Who decides" description="The reviewer group of each kind, as it is now." />
          <Groups groups={groups} />
        </Card>
        <Card aria-labelledby="glass">
          <CardHeader
            id="glass"
            title="Who may break the glass"
            description="Approve alone in an emergency, for an hour at most, alarming compliance, and reviewed afterwards."
          />
          <BreakGlassMembers
            members={glass}
            mayNot={mayChange ? null : NOT_YOURS}
            add={actions.addBreakGlassMemberAction}
            remove={actions.removeBreakGlassMemberAction}
            find={findReviewersAction}
          />
        </Card>
        <Card aria-labelledby="stops">
          <CardHeader
            id="stops"
            title="Agents that may not ask"
            description="They asked for more at once than the rules allow."
          />
          <AskingStops stops={stops} lift={actions.liftAskingStopAction} />
        </Card>
      </div>
    </>
  );
}
