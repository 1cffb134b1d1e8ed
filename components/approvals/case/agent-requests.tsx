import { Stamp } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { AgentRequests as Requests } from "@/lib/approvals";
import type { QueueRow } from "@/lib/approvals/views";
import { RequestStatus } from "./status";
import { TimeLeft } from "./time-left";

/** What people were asked about this agent and what became of it; each line leads to the case. */
export function AgentRequests({ requests, base }: { requests: Requests; base: string }) {
  const { rows, older, all } = requests;
  return (
    <div className="grid gap-4">
      {all ? null : (
        <Callout title="You see what you had a part in">
          All requests of an agent are open to who answers for it, to its reviewers, to compliance, auditors and the
          CISO.
        </Callout>
      )}
      {rows.length === 0 ? (
        <EmptyState
          icon={<Stamp />}
          title="Nothing was asked"
          description="When a policy asks for people before this agent may act, its requests stand here with what became of them."
        />
      ) : (
        <ol
          aria-label="Requests for approval"
          className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-card"
        >
          {rows.map((row) => (
            <li key={row.id}>
              <Line row={row} />
            </li>
          ))}
        </ol>
      )}
      {older ? (
        <Link
          href={`${base}&older=${older}` as Route}
          prefetch={false}
          className={buttonVariants({ variant: "outline", className: "justify-self-end" })}
        >
          Older
        </Link>
      ) : null}
    </div>
  );
}

function Line({ row }: { row: QueueRow }) {
  const { id, status, subject, server, tool, quorum, approvals, requestedAt, expiresAt } = row;
  return (
    <Link
      href={`/approvals/${id}` as Route}
      prefetch={false}
      data-row=""
      className="grid gap-x-4 gap-y-1 px-3 py-2.5 -outline-offset-2 hover:bg-accent sm:grid-cols-[9rem_minmax(0,1fr)_auto] sm:items-start"
    >
      <span>
        <RequestStatus status={status} />
      </span>
      <span className="grid min-w-0 gap-0.5">
        <LiteralText text={subject} className="font-medium" />
        <span className="text-muted-foreground text-sm">
          <LiteralText text={tool} /> of <LiteralText text={server} />
          {quorum > 1 ? `, ${approvals} of ${quorum} approvals` : ""}
        </span>
      </span>
      <span className="whitespace-nowrap text-muted-foreground text-sm">
        {status === "pending" ? <TimeLeft until={expiresAt} /> : <Time at={requestedAt} />}
      </span>
    </Link>
  );
}
