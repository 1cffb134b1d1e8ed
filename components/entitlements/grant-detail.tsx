import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { sentenceText } from "@/lib/entitlements/present";
import type { EntitlementDetail, EntitlementView, PersonName } from "@/lib/entitlements/schema";
import { KIND_LABELS } from "@/lib/entitlements/terms";
import { ActionBadges, GrantSentence, StateBadge } from "./words";

const NOTES: Partial<Record<EntitlementView["state"], string>> = {
  active: "Note: ",
  suspended: "Why it is suspended: ",
};

/**
 * One grant: what it says, who said so, how it came about, what rests on it.
 * @param certified when a campaign last kept it, and who said so
 */
export function GrantDetail({
  detail,
  cedar,
  certified,
}: {
  detail: EntitlementDetail;
  cedar: string | null;
  certified: ReactNode;
}) {
  const { grant, chain, decisions } = detail;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="grid gap-4">
        <Card>
          <CardHeader title="What it says" />
          <CardContent className="grid gap-4">
            <p className="text-pretty text-base leading-relaxed">
              <LiteralText text={grant.agent.name} className="font-semibold" /> <GrantSentence shape={grant} />.
            </p>
            <ActionBadges actions={grant.actions} />
            <blockquote className="border-border border-l-2 pl-3 text-muted-foreground">
              <LiteralText text={grant.justification} />
            </blockquote>
            {grant.stateReason ? (
              <p className="text-sm">
                <span className="text-muted-foreground">{NOTES[grant.state] ?? "Why it ended: "}</span>
                <LiteralText text={grant.stateReason} />
              </p>
            ) : null}
          </CardContent>
        </Card>
        <History chain={chain} current={grant.id} />
        {cedar ? (
          <details className="rounded-lg border border-border bg-card">
            <summary className="cursor-pointer px-4 py-3 font-semibold">As a Cedar policy</summary>
            <pre className="whitespace-pre-wrap border-border border-t p-4 text-xs [overflow-wrap:anywhere]">
              {cedar}
            </pre>
          </details>
        ) : null}
      </div>
      <div className="grid gap-4">
        <Card>
          <CardHeader title="Who and when" />
          <CardContent>
            <FactList facts={factsOf(grant, certified)} />
          </CardContent>
        </Card>
        <Decisions decisions={decisions} used={grant.useCount} />
      </div>
    </div>
  );
}

function factsOf(grant: EntitlementView, certified: ReactNode) {
  return [
    { label: "State", value: <StateBadge state={grant.state} /> },
    { label: "Kind", value: KIND_LABELS[grant.kind] },
    { label: "Asked for by", value: <Whom person={grant.requestedBy} at={grant.requestedAt} /> },
    {
      label: "Approved by",
      value: grant.approvedBy ? <Whom person={grant.approvedBy} at={grant.approvedAt} /> : "Nobody yet",
    },
    ...(grant.startsAt ? [{ label: "Begins", value: <Time at={grant.startsAt} format="exact" /> }] : []),
    { label: "Ends", value: <Time at={grant.expiresAt} format="exact" missing="No end" /> },
    ...(grant.endedAt && grant.state !== "active"
      ? [{ label: "Ended", value: <Whom person={grant.endedBy} at={grant.endedAt} /> }]
      : []),
    { label: "Certified", value: certified },
    { label: "Last used", value: <Time at={grant.lastUsedAt} /> },
    { label: "Calls so far", value: grant.useCount.toLocaleString("en") },
    { label: "Id", value: <CopyId id={grant.id} /> },
  ];
}

function Whom({ person, at }: { person: PersonName | null; at: string | null }) {
  return (
    <span>
      {person ? (
        <Link href={`/people/${person.id}` as Route} className="underline-offset-3 hover:underline">
          {person.name}
        </Link>
      ) : (
        "By time"
      )}
      {at ? (
        <span className="block text-muted-foreground text-xs">
          <Time at={at} />
        </span>
      ) : null}
    </span>
  );
}

/** What it came from and what came of it; alone it has no history but its own. */
function History({ chain, current }: { chain: readonly EntitlementView[]; current: string }) {
  if (chain.length < 2) return null;
  return (
    <Card>
      <CardHeader title="How it came about" description="Each was narrowed to or prolonged by the next." />
      <ol className="divide-y divide-border">
        {chain.map((one) => (
          <li
            key={one.id}
            aria-current={one.id === current ? "true" : undefined}
            className="grid gap-1 px-4 py-2.5 aria-current:bg-selected"
          >
            <p className="flex flex-wrap items-center gap-2">
              <StateBadge state={one.state} />
              <Link
                href={`/entitlements/${one.id}` as Route}
                prefetch={false}
                aria-label={sentenceText(one)}
                className="inline-block min-h-6 font-mono text-xs leading-6 underline-offset-3 hover:underline"
              >
                {one.id}
              </Link>
              <span className="text-muted-foreground text-xs">
                {one.requestedBy?.name ?? "The console"}, <Time at={one.requestedAt} />
              </span>
            </p>
            <p className="text-muted-foreground text-xs">
              <GrantSentence shape={one} />
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Decisions({ decisions, used }: { decisions: EntitlementDetail["decisions"]; used: number }) {
  return (
    <Card>
      <CardHeader title="What rests on it" />
      {decisions.length ? (
        <ul aria-label="Latest decisions" className="divide-y divide-border text-xs">
          {decisions.map(({ id, at, tool, outcome }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
              <Link
                href={`/decisions/${id}` as Route}
                prefetch={false}
                className="min-w-0 truncate font-mono underline-offset-3 hover:underline"
              >
                <LiteralText text={tool} />
              </Link>
              <span className="text-muted-foreground">
                {outcome.replaceAll("_", " ")} · <Time at={at} />
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <CardContent className="text-muted-foreground">
          {used ? "None of the agent's latest decisions." : "No decision yet."}
        </CardContent>
      )}
    </Card>
  );
}
