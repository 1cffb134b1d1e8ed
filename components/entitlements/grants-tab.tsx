import { KeyRound, Plus, Scissors } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Certified } from "@/components/campaigns/agent/certified";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { CertificationView } from "@/lib/campaigns";
import { targetText } from "@/lib/entitlements/present";
import type { EntitlementView, GrantOptions } from "@/lib/entitlements/schema";
import { ActionBadges, GrantSentence, MarkBadges, StateBadge } from "./words";

const STANDING: ReadonlySet<EntitlementView["state"]> = new Set(["requested", "active", "suspended"]);

/** What campaigns said last of grants, by their ids. */
type Certifications = ReadonlyMap<string, CertificationView>;

export interface GrantsTabProps {
  grants: readonly EntitlementView[];
  options: GrantOptions;
  certified: Certifications;
}

/** What an agent may do: what waits, what is in force, what is over. */
export function GrantsTab({ grants, options, certified }: GrantsTabProps) {
  const { agent, ability } = options;
  const ask = ability.allowed ? (
    <Link href={`/entitlements/new?agent=${agent.id}` as Route} className={buttonVariants({})}>
      <Plus aria-hidden />
      Ask for a grant
    </Link>
  ) : null;
  if (!grants.length) {
    return (
      <EmptyState
        icon={<KeyRound />}
        title="Nothing is granted"
        description="Without a grant every call is denied. Ask for what the agent needs, tool by tool; a second person approves."
        actions={ask}
      />
    );
  }
  const standing = grants.filter(({ state }) => STANDING.has(state));
  const over = grants.filter(({ state }) => !STANDING.has(state));
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted-foreground">{summaryOf(grants)}</p>
        <span className="flex flex-wrap gap-2">
          <Link
            href={`/entitlements/right-size?agent=${agent.id}` as Route}
            className={buttonVariants({ variant: "outline" })}
          >
            <Scissors aria-hidden />
            Right-size
          </Link>
          {ask}
        </span>
      </div>
      {ability.allowed ? null : <Callout title="You can look, but not ask for grants here">{ability.reason}</Callout>}
      {standing.length ? <GrantList title="In force and waiting" grants={standing} certified={certified} /> : null}
      {over.length ? <GrantList title="Over" grants={over} certified={certified} /> : null}
    </div>
  );
}

function GrantList({
  title,
  grants,
  certified,
}: {
  title: string;
  grants: readonly EntitlementView[];
  certified: Certifications;
}) {
  return (
    <Card>
      <CardHeader title={title} />
      <ul aria-label={title} className="divide-y divide-border">
        {grants.map((grant) => (
          <Row key={grant.id} grant={grant} certification={certified.get(grant.id)} />
        ))}
      </ul>
    </Card>
  );
}

interface RowProps {
  grant: EntitlementView;
  certification: CertificationView | undefined;
}

function Row({ grant, certification }: RowProps) {
  return (
    <li className="grid gap-x-4 gap-y-1.5 px-4 py-3 hover:bg-accent/60 lg:grid-cols-[minmax(0,1fr)_14rem_15rem]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/entitlements/${grant.id}` as Route}
            prefetch={false}
            className="inline-block min-h-6 font-mono text-sm leading-6 underline-offset-3 hover:underline"
          >
            <LiteralText text={targetText(grant)} />
          </Link>
          <StateBadge state={grant.state} />
          <MarkBadges kind={grant.kind} wide={grant.wide && grant.state === "active"} />
        </p>
        <p className="mt-0.5 text-muted-foreground text-xs">
          <GrantSentence shape={grant} />
        </p>
      </div>
      <ActionBadges actions={grant.actions} />
      <Facts grant={grant} certification={certification} />
    </li>
  );
}

function Facts({ grant, certification }: RowProps) {
  return (
    <dl className="grid grid-cols-[5.5rem_1fr] gap-x-2 text-xs">
      <dt className="text-muted-foreground">Asked for by</dt>
      <dd className="truncate">{grant.requestedBy?.name ?? "—"}</dd>
      <dt className="text-muted-foreground">Approved by</dt>
      <dd className="truncate">{grant.approvedBy?.name ?? "Nobody yet"}</dd>
      <dt className="text-muted-foreground">Ends</dt>
      <dd>
        <Time at={grant.expiresAt} missing="No end" />
      </dd>
      <dt className="text-muted-foreground">Last used</dt>
      <dd>
        <Time at={grant.lastUsedAt} />
      </dd>
      <dt className="text-muted-foreground">Certified</dt>
      <dd>
        <Certified certification={certification} short />
      </dd>
    </dl>
  );
}

function summaryOf(grants: readonly EntitlementView[]): string {
  const count = (state: EntitlementView["state"]) => grants.filter((grant) => grant.state === state).length;
  const waits = count("requested");
  const active = count("active");
  const suspended = count("suspended");
  const parts = [
    active === 1 ? "1 grant in force" : `${active} grants in force`,
    waits ? `${waits} waiting for approval` : "",
    suspended ? `${suspended} suspended` : "",
  ].filter(Boolean);
  return `${parts.join(", ")}. Whatever no grant permits is denied.`;
}
