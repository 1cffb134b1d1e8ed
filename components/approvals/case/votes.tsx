import { KeyRound } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { VOTER_BARS } from "@/lib/approvals/present";
import { CAPACITY_LABELS, DENIAL_REASON_LABELS, LIMITS, RUNG_LABELS } from "@/lib/approvals/terms";
import type { CaseView, VoteView } from "@/lib/approvals/views";
import { Person } from "./people";

/** Who said what so far and in which capacity, who else may, and what happens if nobody does (A4, A6). */
export function Votes({ view }: { view: CaseView }) {
  const { votes, quorum, approvals, status } = view;
  return (
    <Card>
      <CardHeader
        title={status === "pending" ? "Who decides" : "Who decided"}
        description={`${approvals} of ${quorum} ${quorum === 1 ? "approval" : "approvals"}`}
        level={3}
      />
      {votes.length ? (
        <ul className="divide-y divide-border border-border border-b last:border-b-0">
          {votes.map((vote) => (
            <Vote key={vote.person.id} vote={vote} />
          ))}
        </ul>
      ) : null}
      {status === "pending" ? (
        <CardContent className="grid gap-2">
          <Others view={view} />
          <IfNobody view={view} />
        </CardContent>
      ) : votes.length === 0 ? (
        <CardContent className="text-muted-foreground">Nobody answered.</CardContent>
      ) : null}
    </Card>
  );
}

function Vote({ vote }: { vote: VoteView }) {
  const { person, answer, at, capacity, forPerson, signed, reason, text, bar, outdated } = vote;
  return (
    <li className="grid gap-1 px-4 py-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Person subject={person} />
        <Badge tone={answer === "approve" ? "success" : "danger"}>{answer === "approve" ? "Approved" : "Denied"}</Badge>
        {signed ? (
          <Badge tone="outline">
            <KeyRound aria-hidden />
            Signed with a passkey
          </Badge>
        ) : null}
        <span className="text-muted-foreground text-sm">
          <Time at={at} />
        </span>
      </p>
      <p className="text-muted-foreground text-sm">
        {CAPACITY_LABELS[capacity]}
        {forPerson ? (
          <>
            {" "}
            (for <LiteralText text={forPerson.name} />)
          </>
        ) : null}
      </p>
      {reason ? <p className="text-sm">{DENIAL_REASON_LABELS[reason]}</p> : null}
      {text ? <LiteralText text={text} multiline className="text-sm" /> : null}
      {outdated ? <p className="text-sm text-warning">Does not count: it was made smaller since.</p> : null}
      {bar ? <p className="text-sm text-warning">Does not count any more: {VOTER_BARS[bar]}.</p> : null}
    </li>
  );
}

const MOST_NAMES = 8;

function Others({ view: { reviewers, rung, votes, nobody } }: { view: CaseView }) {
  const others = reviewers.filter(({ id }) => !votes.some(({ person }) => person.id === id));
  if (nobody) return <p className="font-medium text-danger">Nobody at all may decide this, now or later.</p>;
  if (others.length === 0) return <p className="text-warning">{RUNG_LABELS[rung]}: nobody else may decide yet.</p>;
  return (
    <p>
      <span className="text-muted-foreground">{RUNG_LABELS[rung]}, may decide: </span>
      <LiteralText
        text={others
          .slice(0, MOST_NAMES)
          .map(({ name }) => name)
          .join(", ")}
      />
      {others.length > MOST_NAMES ? ` and ${others.length - MOST_NAMES} more` : ""}
    </p>
  );
}

function IfNobody({ view: { requestedAt, expiresAt, rung } }: { view: CaseView }) {
  const [from, until] = [Date.parse(requestedAt), Date.parse(expiresAt)];
  const after = (share: number) => new Date(from + (until - from) * share).toISOString();
  return (
    <p className="text-muted-foreground text-sm">
      If nobody answers, it times out (<Time at={expiresAt} format="exact" />) and the agent is told so; that is no
      denial.
      {rung === "group" ? (
        <>
          {" "}
          Managers may decide too from <Time at={after(LIMITS.managerAfter)} format="exact" />.
        </>
      ) : null}
      {rung === "governance" ? null : (
        <>
          {" "}
          Governance from <Time at={after(LIMITS.governanceAfter)} format="exact" />.
        </>
      )}
    </p>
  );
}
