import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ControlsSummary } from "@/components/controls/controls-summary";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { AgentDetail } from "@/lib/agents/schema";
import {
  AUTONOMY_LABELS,
  DATA_CLASS_LABELS,
  ENVIRONMENT_LABELS,
  EXPOSURE_LABELS,
  PRIVILEGE_LABELS,
  SOURCE_LABELS,
} from "@/lib/agents/terms";
import { gateHref } from "./gate-field";
import { GateList } from "./gate-list";

export interface AgentOverviewProps {
  agent: AgentDetail;
  /** The register's entry of its provider, if there is one. */
  supplierId: string | null;
  /** What it was made from, and how it differs. */
  template?: ReactNode;
}

/** Everything that is stated, and beside it what is still missing. */
export function AgentOverview({ agent, supplierId, template }: AgentOverviewProps) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid gap-4">
        <Identity agent={agent} supplierId={supplierId} />
        <Reach agent={agent} />
      </div>
      <div className="grid gap-4">
        {agent.status === "decommissioned" ? null : <Gates agent={agent} />}
        {agent.status === "decommissioned" ? null : <ControlsSummary agent={agent} />}
        {agent.siblings.length > 0 ? <Siblings agent={agent} /> : null}
        {template}
        <Origin agent={agent} />
      </div>
    </div>
  );
}

const text = (value: string) => (value ? <LiteralText text={value} multiline /> : null);

function Identity({ agent, supplierId }: Pick<AgentOverviewProps, "agent" | "supplierId">) {
  const provider = text(agent.provider);
  return (
    <Card>
      <CardHeader title="What it is" />
      <CardContent>
        <FactList
          facts={[
            { label: "Purpose", value: text(agent.purpose) },
            {
              label: "Provider",
              value: supplierId ? (
                <Link
                  href={`/suppliers/${supplierId}` as Route}
                  className="text-link underline-offset-3 hover:underline"
                >
                  {provider}
                </Link>
              ) : (
                provider
              ),
            },
            { label: "Model", value: text(agent.model) },
            { label: "Endpoint", value: text(agent.endpoint) },
            { label: "Deployer", value: text(agent.deployer) },
            { label: "Authority", value: text(agent.authority) },
          ]}
        />
      </CardContent>
    </Card>
  );
}

function Reach({ agent }: { agent: AgentDetail }) {
  return (
    <Card>
      <CardHeader title="What it can touch" />
      <CardContent>
        <FactList
          facts={[
            { label: "Systems", value: words(agent.systems) },
            { label: "Reads", value: words(agent.dataRead.map((one) => DATA_CLASS_LABELS[one])) },
            { label: "Writes", value: words(agent.dataWritten.map((one) => DATA_CLASS_LABELS[one])) },
            { label: "Privileges", value: words(agent.privileges.map((one) => PRIVILEGE_LABELS[one])) },
            { label: "Autonomy", value: agent.autonomy ? AUTONOMY_LABELS[agent.autonomy] : null },
            { label: "Reached by", value: agent.exposure ? EXPOSURE_LABELS[agent.exposure] : null },
          ]}
        />
      </CardContent>
    </Card>
  );
}

function words(values: readonly string[]) {
  if (values.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1">
      {values.map((value) => (
        <li key={value} className="max-w-full">
          <Badge>
            <span className="truncate">
              <LiteralText text={value} />
            </span>
          </Badge>
        </li>
      ))}
    </ul>
  );
}

function Gates({ agent }: { agent: AgentDetail }) {
  const met = agent.gates.filter((gate) => gate.met).length;
  return (
    <Card aria-labelledby="gates">
      <CardHeader
        id="gates"
        title={`Registration: ${met} of ${agent.gates.length}`}
        description={met < agent.gates.length ? "What is missing before it may become active." : "Complete."}
      />
      <CardContent className="py-3">
        <GateList
          gates={agent.gates}
          lead={(gate) => {
            const mends = gateHref(agent.id, gate.id).includes("/edit") ? agent.abilities.edit : agent.abilities.assign;
            return mends.allowed ? (
              <Link
                href={gateHref(agent.id, gate.id) as Route}
                className="inline-flex min-h-6 items-center text-link underline-offset-3 hover:underline"
              >
                {gate.label}
              </Link>
            ) : (
              <span className="inline-flex min-h-6 items-center">{gate.label}</span>
            );
          }}
        />
      </CardContent>
    </Card>
  );
}

function Siblings({ agent }: { agent: AgentDetail }) {
  return (
    <Card>
      <CardHeader title="In other environments" />
      <CardContent className="py-2">
        <ul>
          {agent.siblings.map((sibling) => (
            <li key={sibling.id} className="flex min-h-7 items-center justify-between gap-2">
              <Link href={`/agents/${sibling.id}` as Route} className="text-link underline-offset-3 hover:underline">
                {ENVIRONMENT_LABELS[sibling.environment]}
              </Link>
              <StatusBadge status={sibling.status} />
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function Origin({ agent }: { agent: AgentDetail }) {
  return (
    <Card>
      <CardHeader title="Record" />
      <CardContent>
        <FactList
          className="grid-cols-[6rem_1fr]"
          facts={[
            { label: "Id", value: <CopyId id={agent.id} what="agent id" className="-ml-1" /> },
            { label: "Source", value: SOURCE_LABELS[agent.source] },
            { label: "Added", value: <Time at={agent.createdAt} /> },
            { label: "Changed", value: <Time at={agent.updatedAt} /> },
            { label: "Status since", value: <Time at={agent.statusChangedAt} /> },
            { label: "Registered by", value: agent.registeredBy?.name },
            { label: "Record version", value: String(agent.version) },
          ]}
        />
      </CardContent>
    </Card>
  );
}
