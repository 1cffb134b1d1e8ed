import { TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import type { Status } from "@/lib/approvals/terms";
import type { CaseView } from "@/lib/approvals/views";
import { ENVIRONMENT_LABELS, type Environment } from "@/lib/risk/terms";
import { Asked } from "./asked";
import { Digest } from "./digest";
import { Narrowed } from "./narrowed";
import { Outcome } from "./outcome";
import { Payload } from "./payload";
import { Agent, People, Person } from "./people";
import { Receipt } from "./receipt";
import { Similar } from "./similar";
import { RequestStatus } from "./status";
import { TimeLeft } from "./time-left";
import { Votes } from "./votes";
import { Words } from "./words";

interface CaseDetailsProps {
  view: CaseView;
  /** Off where the page's own header says the sentence already. */
  heading?: boolean;
}

/** Everything a reviewer needs to decide one request, what matters most first (A2). Draws in a pane as in a page. */
export function CaseDetails({ view, heading = true }: CaseDetailsProps) {
  return (
    <article aria-label="Request for approval" className="@container grid min-w-0 gap-4">
      {heading ? (
        <header className="grid gap-1.5">
          <h2 className="font-semibold text-lg tracking-tight [overflow-wrap:anywhere]">
            <LiteralText text={view.sentence} />
          </h2>
          <CaseBadges view={view} />
        </header>
      ) : (
        <h2 className="sr-only">The request</h2>
      )}
      <Outcome view={view} />
      <Signs signs={view.signs} />
      {view.narrowed ? <Narrowed view={view} narrowed={view.narrowed} /> : null}
      <Card>
        <CardHeader
          title={view.narrowed ? "What was asked at first" : titleOf(view.status)}
          description="From the stored bytes, every value exactly as it is. What says where it goes comes first."
          level={3}
        />
        <Payload rows={view.payload} narrowing={view.narrowed === null} />
      </Card>
      <Receipt view={view} />
      <div className="grid items-start gap-4 @3xl:grid-cols-2">
        <div className="grid min-w-0 gap-4">
          <Asked view={view} />
          <Words view={view} />
          <Similar view={view} />
        </div>
        <div className="grid min-w-0 gap-4">
          <Votes view={view} />
          <People view={view} />
          <Digest view={view} />
        </div>
      </div>
    </article>
  );
}

function titleOf(status: Status): string {
  if (status === "pending" || status === "approved") return "What would run";
  return ["consumed", "executed", "failed", "unknown"].includes(status) ? "What ran" : "What was asked";
}

/** Where it stands, how dangerous the agent is, who answers for it, and how much time is left. */
export function CaseBadges({ view }: { view: CaseView }) {
  const { status, tier, environment, agent, owner, expiresAt, joined } = view;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <RequestStatus status={status} />
      <TierBadge tier={tier} />
      <Badge tone="outline">{ENVIRONMENT_LABELS[environment as Environment] ?? environment}</Badge>
      <span className="text-sm">
        <Agent subject={agent} />
        <span className="text-muted-foreground">, answered for by </span>
        {owner ? <Person subject={owner} /> : <span className="text-danger">nobody</span>}
      </span>
      {status === "pending" ? (
        <span className="text-sm">
          <TimeLeft until={expiresAt} />
        </span>
      ) : null}
      {joined ? <span className="text-muted-foreground text-sm">asked {joined + 1} times</span> : null}
    </div>
  );
}

function Signs({ signs }: { signs: readonly string[] }) {
  if (signs.length === 0) return null;
  return (
    <Callout tone="warning" title={signs.length === 1 ? "Look closer" : "Look closer: several things stand out"}>
      <ul className="grid gap-0.5">
        {signs.map((sign) => (
          <li key={sign} className="flex items-start gap-1.5">
            {signs.length > 1 ? <TriangleAlert aria-hidden className="mt-1 size-3 shrink-0 text-warning" /> : null}
            <LiteralText text={sign} />
          </li>
        ))}
      </ul>
    </Callout>
  );
}
