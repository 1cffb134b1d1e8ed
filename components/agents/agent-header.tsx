import { CircleAlert, CircleCheck } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { LiteralText } from "@/components/ui/literal-text";
import { StatusBadge } from "@/components/ui/status-badge";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { AgentDetail } from "@/lib/agents/schema";
import { ENVIRONMENT_LABELS, KIND_LABELS, TIER_LABELS } from "@/lib/agents/terms";
import { PersonName } from "./person-name";

/** Four answers before anything else: what is it, how dangerous, whose is it, is it all right. */
export function AgentAnswers({ agent }: { agent: AgentDetail }) {
  const made = [agent.provider, agent.model].filter(Boolean).join(" · ");
  return (
    <dl className="mb-5 grid overflow-hidden rounded-lg border border-border bg-border [gap:1px] sm:grid-cols-2 xl:grid-cols-4">
      <Answer term="What it is">
        {KIND_LABELS[agent.kind]} in {ENVIRONMENT_LABELS[agent.environment].toLowerCase()}
        <Aside>{made ? <LiteralText text={made} /> : "Provider not stated"}</Aside>
      </Answer>
      <Answer term="How dangerous">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <TierBadge tier={agent.tier} />
          <Link
            href={`/agents/${agent.id}?tab=risk` as Route}
            className="font-normal text-link text-xs underline-offset-3 hover:underline"
          >
            Why
          </Link>
        </span>
        <Aside>{agent.override ? <Overridden agent={agent} override={agent.override} /> : heaviest(agent)}</Aside>
      </Answer>
      <Answer term="Whose it is">
        <PersonName person={agent.owner} missing="No owner" alarming={agent.status !== "decommissioned"} />
        <Aside>
          {agent.team?.name ?? "No team"} · sponsor {agent.sponsor?.name ?? "not named"}
        </Aside>
      </Answer>
      <Answer term="Is it all right">
        <StatusBadge status={agent.status} />
        <Aside>
          <Health agent={agent} />
        </Aside>
      </Answer>
    </dl>
  );
}

/** The tier that stands is not the computed one: which that is, and until when it does not count. */
function Overridden({ agent, override }: { agent: AgentDetail; override: NonNullable<AgentDetail["override"]> }) {
  const computed = agent.computedTier ? TIER_LABELS[agent.computedTier] : "Nothing";
  if (override.kind === "held") return `${computed} is computed; waits for a second person to confirm the fall`;
  return (
    <>
      {computed} is computed; {override.kind === "raise" ? "raised" : "lowered"}
      {override.expiresAt ? (
        <>
          {", ends "}
          <Time at={override.expiresAt} />
        </>
      ) : null}
    </>
  );
}

/** The fact that weighs most; names of tools in it come from outside. */
function heaviest(agent: AgentDetail): ReactNode {
  const [first] = [...agent.factors].sort((a, b) => b.points - a.points);
  return first ? <LiteralText text={first.because} /> : "Not computed yet";
}

function Answer({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-1 bg-card px-4 py-3">
      <dt className="text-muted-foreground text-xs">{term}</dt>
      <dd className="grid min-w-0 justify-items-start gap-1 font-medium">{children}</dd>
    </div>
  );
}

function Aside({ children }: { children: ReactNode }) {
  return <span className="line-clamp-2 font-normal text-muted-foreground text-xs">{children}</span>;
}

function Health({ agent }: { agent: AgentDetail }) {
  if (agent.status === "suspended" || agent.status === "decommissioned") {
    return <LiteralText text={agent.statusReason || "No reason recorded"} />;
  }
  const lack = lackOf(agent);
  const Icon = lack ? CircleAlert : CircleCheck;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon aria-hidden className={lack ? "size-3.5 text-warning" : "size-3.5 text-success"} />
      {lack ?? "Every condition of registration is met"}
    </span>
  );
}

/** What the registration lacks, and after it what the tier asks for and is neither met nor waived. */
function lackOf({ gates, controls, status }: AgentDetail): string | null {
  const unmet = gates.filter((gate) => !gate.met).length;
  if (unmet) return `${unmet} of ${gates.length} conditions not met`;
  const missing = status === "draft" ? 0 : controls.filter((control) => control.state === "missing").length;
  return missing ? `${missing} of ${controls.length} controls of its tier missing` : null;
}
