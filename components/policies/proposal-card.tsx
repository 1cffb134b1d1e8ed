import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { DiffLine, PolicyDetail, VersionView } from "@/lib/policy/schema";
import { DiffView } from "./diff-view";
import { ReplayView } from "./replay-view";

const TITLES = {
  change: "A change waits for its second person",
  rollback: "Going back waits for its second person",
  retirement: "Retiring this policy waits for its second person",
} as const;

export interface ProposalCardProps {
  policy: PolicyDetail;
  proposal: VersionView;
  /** Against what is in force. */
  lines: readonly DiffLine[];
  /** The buttons. */
  decide: ReactNode;
}

/** Everything that a second person needs to publish or reject: who wants it and why, what changes, and what it would flip. */
export function ProposalCard({ policy, proposal, lines, decide }: ProposalCardProps) {
  const { number, kind, note, proposedBy, proposedAt, findings } = proposal;
  return (
    <Card aria-labelledby="proposal" className="border-warning-line">
      <CardHeader
        id="proposal"
        title={TITLES[kind]}
        description={
          <>
            Version {number}, proposed by {proposedBy?.name ?? "somebody"} <Time at={proposedAt} />
          </>
        }
        actions={decide}
      />
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-5">
        <blockquote className="border-border-strong border-l-2 pl-3">
          <LiteralText text={note} multiline />
        </blockquote>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-2">
          <section className="grid min-w-0 content-start gap-2">
            <h3 className="font-medium">
              {policy.published === null
                ? "What it would put in force"
                : `What changes against version ${policy.published}`}
            </h3>
            <DiffView lines={lines} label="What changes" />
          </section>
          <section className="grid min-w-0 content-start gap-2">
            <h3 className="font-medium">What it would flip</h3>
            {findings.replay ? <ReplayView replay={findings.replay} /> : null}
            <Checks proposal={proposal} />
          </section>
        </div>
      </CardContent>
    </Card>
  );
}

function Checks({ proposal: { findings, kind } }: { proposal: VersionView }) {
  if (kind === "retirement") return null;
  const warnings = findings.issues?.filter(({ severity }) => severity === "warning") ?? [];
  const total = findings.tests?.total ?? 0;
  return (
    <>
      <p className="text-muted-foreground">
        {total === 0 ? "It has no tests." : total === 1 ? "Its test passes." : `All ${total} tests pass.`} Everything is
        checked once more when it is published.
      </p>
      {warnings.map(({ line, message }) => (
        <p key={`${line} ${message}`} className="text-warning">
          {line === null ? "" : `Line ${line}: `}
          {message}
        </p>
      ))}
    </>
  );
}
