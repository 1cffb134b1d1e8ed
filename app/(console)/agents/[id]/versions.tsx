import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { EmptyState } from "@/components/ui/empty-state";
import { Comparison } from "@/components/versions/comparison";
import { RecordDeployment } from "@/components/versions/record-deployment";
import { VersionList } from "@/components/versions/version-list";
import { diffVersions, listVersions } from "@/lib/agents";
import type { AgentDetail } from "@/lib/agents/schema";
import type { VersionComparison } from "@/lib/agents/terms";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { editAgentAction } from "../actions";

export interface VersionsProps {
  ctx: Context;
  agent: AgentDetail;
  /** The address: `from` and `to` choose a comparison, `older` a page of the list. */
  given: Record<string, string | string[] | undefined>;
  mayAct: boolean;
}

/** What the agent was made of over time, and any two versions beside each other (V8). */
export async function Versions({ ctx, agent, given, mayAct }: VersionsProps) {
  const [from, to, older] = [given.from, given.to, given.older].map(numberOf);
  const page = await listVersions(ctx, { agentId: agent.id, olderThan: older ?? null });
  const asked = from !== undefined && to !== undefined;
  const comparison = asked ? await compared(ctx, { agentId: agent.id, from, to }) : null;
  const shown = page.rows.map((version) => version.number);
  const numbers = [...new Set([...shown, from ?? 0, to ?? 0])].filter((number) => number > 0).sort((a, b) => b - a);
  const deploy = mayAct ? <RecordDeployment key={agent.version} agent={agent} edit={editAgentAction} /> : null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {asked && !comparison ? (
        <Callout tone="warning" title="These two versions cannot be compared">
          Choose two different versions that this agent had.
        </Callout>
      ) : null}
      {comparison ? <Comparison agentId={agent.id} comparison={comparison} numbers={numbers} /> : null}
      <Card aria-labelledby="versions">
        <CardHeader
          id="versions"
          title={page.total === 1 ? "One version" : `${page.total} versions`}
          description="A new one begins whenever model, provider, prompt, tools, policy or image differ."
          actions={deploy}
        />
        {page.rows.length ? (
          <>
            <p className="flex flex-wrap items-center gap-x-2 px-4 pt-3 text-muted-foreground">
              Fingerprint of the present one
              <CopyId id={agent.fingerprint} what="present fingerprint" className="break-all" />
            </p>
            <VersionList agentId={agent.id} page={page} />
          </>
        ) : (
          <EmptyState
            level={3}
            title="No versions yet"
            description={
              agent.status === "draft"
                ? "They begin when the draft is registered."
                : "This record is older than versions are kept: the next change begins the first."
            }
          />
        )}
      </Card>
    </div>
  );
}

function numberOf(given: string | string[] | undefined): number | undefined {
  return typeof given === "string" && /^[1-9]\d{0,8}$/.test(given) ? Number(given) : undefined;
}

/** Null where the address names versions that cannot be compared; an outage is no such thing and is thrown on. */
async function compared(
  ctx: Context,
  wanted: { agentId: string; from: number; to: number },
): Promise<VersionComparison | null> {
  try {
    return await diffVersions(ctx, wanted);
  } catch (error) {
    if (isCountersignError(error) && (error.code === "not_found" || error.code === "invalid")) return null;
    throw error;
  }
}
