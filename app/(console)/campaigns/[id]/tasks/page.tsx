import type { Metadata, Route } from "next";
import { orNotFound } from "@/app/(console)/guards";
import { CampaignHeader } from "@/components/campaigns/closing/campaign-header";
import { TaskList } from "@/components/campaigns/tasks/task-list";
import { LinkTabs } from "@/components/ui/tabs";
import { requireContext } from "@/lib/auth";
import { getCampaign, listTasks } from "@/lib/campaigns";
import { settleTaskAction } from "./actions";

export const metadata: Metadata = { title: "Tasks" };

const ACTIONS = { settle: settleTaskAction };

/** What people have to do for this campaign that no machine can. */
export default async function CampaignTasksPage({ params, searchParams }: PageProps<"/campaigns/[id]/tasks">) {
  const [{ id }, given, ctx] = await Promise.all([params, searchParams, requireContext()]);
  const state = given.state === "done" ? "done" : "open";
  const [campaign, tasks] = await orNotFound(
    Promise.all([getCampaign(ctx, id), listTasks(ctx, { campaignId: id, state })]),
  );
  const href = (wanted: string) => `/campaigns/${id}/tasks${wanted === "open" ? "" : `?state=${wanted}`}` as Route;
  return (
    <>
      <CampaignHeader
        campaign={campaign}
        tab="tasks"
        page="Tasks"
        description="Votes that contradict each other, rights that nobody can be asked about, and what has to be withdrawn in other systems."
      />
      <LinkTabs
        label="Which tasks"
        className="mb-4"
        tabs={[
          { href: href("open"), label: "Open", current: state === "open" },
          { href: href("done"), label: "Settled", current: state === "done" },
        ]}
      />
      <TaskList
        tasks={tasks}
        now={ctx.now}
        actions={ACTIONS}
        empty={state === "open" ? "Nothing of this campaign waits for a person." : "Nothing was settled yet."}
      />
    </>
  );
}
