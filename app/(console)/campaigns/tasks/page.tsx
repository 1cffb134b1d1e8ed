import type { Metadata, Route } from "next";
import { TaskList } from "@/components/campaigns/tasks/task-list";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { listTasks } from "@/lib/campaigns";
import { settleTaskAction } from "../[id]/tasks/actions";

export const metadata: Metadata = { title: "My tasks" };

const ACTIONS = { settle: settleTaskAction };

/** What campaigns need the reader to do. */
export default async function MyTasksPage() {
  const ctx = await requireContext();
  const tasks = await listTasks(ctx, { mine: true });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Campaigns", href: "/campaigns" as Route }, { label: "My tasks" }]}
        title="My tasks"
        description="What campaigns need you to do: the earliest due first."
      />
      <TaskList
        tasks={tasks}
        now={ctx.now}
        actions={ACTIONS}
        campaigns
        empty="When a campaign withdraws something in a system that this console does not reach, it asks you here."
      />
    </>
  );
}
