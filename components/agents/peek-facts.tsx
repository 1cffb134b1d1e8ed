import { Callout } from "@/components/ui/callout";
import { FactList } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { StatusBadge } from "@/components/ui/status-badge";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { AgentDetail } from "@/lib/agents/schema";
import {
  AUTONOMY_LABELS,
  DATA_CLASS_LABELS,
  EXPOSURE_LABELS,
  PRIVILEGE_LABELS,
  SOURCE_LABELS,
} from "@/lib/agents/terms";
import { PersonName } from "./person-name";

/** What one wants to know without leaving the list. */
export function PeekFacts({ agent }: { agent: AgentDetail }) {
  const missing = agent.gates.filter((gate) => !gate.met);
  const open = agent.status !== "decommissioned" && missing.length > 0;
  return (
    <div className="grid gap-4">
      {agent.status === "suspended" ? (
        <Callout tone="warning" title="Suspended">
          <LiteralText text={agent.statusReason} />
        </Callout>
      ) : null}
      {agent.purpose ? <LiteralText text={agent.purpose} multiline className="line-clamp-6" /> : null}
      <FactList
        className="grid-cols-[7rem_1fr]"
        facts={[
          { label: "Status", value: <StatusBadge status={agent.status} /> },
          { label: "Tier", value: <TierBadge tier={agent.tier} /> },
          { label: "Owner", value: <PersonName person={agent.owner} missing="No owner" alarming /> },
          ...(agent.deputy ? [{ label: "Deputy", value: <PersonName person={agent.deputy} missing="" /> }] : []),
          { label: "Sponsor", value: <PersonName person={agent.sponsor} missing="No sponsor" /> },
          { label: "Team", value: agent.team?.name },
          { label: "Provider", value: agent.provider ? <LiteralText text={agent.provider} /> : null },
          { label: "Systems", value: agent.systems.length ? <LiteralText text={agent.systems.join(", ")} /> : null },
          { label: "Reads", value: agent.dataRead.map((one) => DATA_CLASS_LABELS[one]).join(", ") },
          { label: "Writes", value: agent.dataWritten.map((one) => DATA_CLASS_LABELS[one]).join(", ") },
          { label: "Privileges", value: agent.privileges.map((one) => PRIVILEGE_LABELS[one]).join(", ") },
          { label: "Autonomy", value: agent.autonomy ? AUTONOMY_LABELS[agent.autonomy] : null },
          { label: "Reached by", value: agent.exposure ? EXPOSURE_LABELS[agent.exposure] : null },
          { label: "Source", value: SOURCE_LABELS[agent.source] },
          { label: "Changed", value: <Time at={agent.updatedAt} /> },
        ]}
      />
      {open ? (
        <p className="text-muted-foreground">
          Missing for registration: {missing.map((gate) => gate.label.toLowerCase()).join(", ")}.
        </p>
      ) : null}
    </div>
  );
}
