import { CircleCheckBig } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { TaskLine } from "@/lib/campaigns/closing/views";
import type { TaskKind } from "@/lib/campaigns/terms";
import { SettleTask, type TaskActions } from "./settle-task";

const KINDS: Record<TaskKind, { label: string; tone: BadgeTone }> = {
  outside: { label: "Outside system", tone: "info" },
  conflict: { label: "Conflict of votes", tone: "warning" },
  no_reviewer: { label: "Nobody to ask", tone: "warning" },
  error: { label: "Failed", tone: "danger" },
};

export interface TaskListProps {
  tasks: readonly TaskLine[];
  now: Date;
  actions: TaskActions;
  /** Names the campaign on each line: where tasks of several stand together. */
  campaigns?: boolean;
  empty: string;
}

/** What a person has to do that no machine can: each with its owner and its date, settled in place. */
export function TaskList({ tasks, now, actions, campaigns = false, empty }: TaskListProps) {
  if (tasks.length === 0) return <EmptyState icon={<CircleCheckBig />} title="No tasks" description={empty} />;
  return (
    <Card>
      <ul aria-label="Tasks" className="divide-y divide-border">
        {tasks.map((task) => (
          <li key={task.id} className="grid gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
            <div className="grid min-w-0 gap-1">
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone={KINDS[task.kind].tone}>{KINDS[task.kind].label}</Badge>
                {task.tier ? <TierBadge tier={task.tier} /> : null}
                {task.agentId && task.agentName ? (
                  <Link
                    href={`/agents/${task.agentId}` as Route}
                    prefetch={false}
                    className="inline-block min-h-6 text-muted-foreground leading-6 underline-offset-3 hover:underline"
                  >
                    <LiteralText text={task.agentName} />
                  </Link>
                ) : null}
              </p>
              <p>
                <LiteralText text={task.sentence} />
              </p>
              <Course task={task} now={now} campaigns={campaigns} />
            </div>
            {task.state === "open" ? <SettleTask task={task} actions={actions} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Course({ task, now, campaigns }: { task: TaskLine; now: Date; campaigns: boolean }) {
  const { owner, doneAt, doneBy, note } = task;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-xs">
      {campaigns ? (
        <Link
          href={`/campaigns/${task.campaignId}` as Route}
          prefetch={false}
          className="inline-block min-h-6 leading-6 underline-offset-3 hover:underline"
        >
          {task.campaignName}
        </Link>
      ) : null}
      <span>{owner ? `With ${owner.name}${owner.active ? "" : " (has left)"}` : "With compliance"}</span>
      {task.state === "open" ? (
        <span className="inline-flex items-center gap-1.5">
          {task.dueAt < now ? <Badge tone="warning">Overdue</Badge> : null}
          <span>
            due <Time at={task.dueAt} />
          </span>
        </span>
      ) : (
        <span>
          {task.state === "done" ? "Settled " : "No longer needed "}
          <Time at={doneAt} missing="" />
          {doneBy ? ` by ${doneBy.name}` : ""}
          {note ? (
            <>
              : <LiteralText text={note} />
            </>
          ) : null}
        </span>
      )}
    </div>
  );
}
