import type { ReactNode } from "react";
import { FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { ToolChangeView, ToolDetail } from "@/lib/agents/schema";
import { TOOL_CHANGE_LABELS } from "@/lib/agents/terms";
import { EFFECT_LABELS } from "@/lib/risk/terms";
import { Definition } from "./definition";
import { DefinitionDiff } from "./definition-diff";
import { PowerBadges } from "./power";
import { ToolStateBadge } from "./tool-state";
import { ToolWarnings } from "./tool-warnings";

/** Everything that is known of one tool, for the panel: what it can do and why, what it says of itself, what happened to it. */
export function ToolFacts({ tool }: { tool: ToolDetail }) {
  return (
    <div className="grid gap-5">
      <Standing tool={tool} />
      <ToolWarnings warnings={tool.warnings} />
      {tool.changes.length ? (
        <Section title="What changed since it was accepted">
          <DefinitionDiff changes={tool.changes} label="What changed since it was accepted" />
        </Section>
      ) : null}
      <Section title="What it can do">
        <Powers tool={tool} />
      </Section>
      <Section title="As its server describes it">
        <Definition tool={tool} />
      </Section>
      <Section title="History">
        <History tool={tool} />
      </Section>
      <details>
        <summary className="cursor-pointer text-muted-foreground">The definition as listed</summary>
        <pre className="mt-2 whitespace-pre-wrap rounded-md border border-border bg-muted p-3 font-mono text-xs">
          <LiteralText text={JSON.stringify(tool.definition, null, 2)} multiline />
        </pre>
      </details>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Standing({ tool }: { tool: ToolDetail }) {
  const facts = [
    { label: "State", value: <ToolStateBadge state={tool.state} /> },
    ...(tool.stateReason ? [{ label: "Reason", value: <LiteralText text={tool.stateReason} multiline /> }] : []),
    ...(tool.acceptedAt
      ? [
          {
            label: "Last accepted",
            value: (
              <>
                <Time at={tool.acceptedAt} />
                {tool.acceptedBy ? ` by ${tool.acceptedBy.name}` : ""}
              </>
            ),
          },
        ]
      : []),
    {
      label: "Seen",
      value: (
        <>
          first <Time at={tool.firstSeenAt} />, last <Time at={tool.lastSeenAt} />
        </>
      ),
    },
    { label: "Schema hash", value: <CopyId id={tool.hash} what="schema hash" short /> },
  ];
  return <FactList facts={facts} />;
}

function Powers({ tool }: { tool: ToolDetail }) {
  const { correction } = tool;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-1.5">
        <PowerBadges effect={tool.effect} capabilities={tool.capabilities} />
        <TierBadge tier={tool.tier} />
      </div>
      {correction ? (
        <p className="rounded-md border border-info-line bg-info-soft px-3 py-2">
          Corrected to “{EFFECT_LABELS[correction.effect].toLowerCase()}”
          {correction.by ? ` by ${correction.by.name}` : ""} <Time at={correction.at} />:{" "}
          <LiteralText text={correction.reason} />
        </p>
      ) : null}
      <ul aria-label="Why the classifier says so" className="list-disc pl-5 text-muted-foreground">
        {tool.because.map((because) => (
          <li key={because}>
            <LiteralText text={because} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function History({ tool }: { tool: ToolDetail }) {
  return (
    <ol className="grid gap-3">
      {tool.history.map((change) => (
        <Past key={change.id} change={change} />
      ))}
      <li className="text-muted-foreground">
        First listed <Time at={tool.firstSeenAt} />
      </li>
    </ol>
  );
}

function Past({ change }: { change: ToolChangeView }) {
  return (
    <li className="grid gap-1">
      <p>
        {TOOL_CHANGE_LABELS[change.kind]}
        {change.by ? ` by ${change.by.name}` : ""}{" "}
        <span className="text-muted-foreground">
          <Time at={change.at} />
        </span>
      </p>
      {change.reason ? (
        <p className="text-muted-foreground">
          <LiteralText text={change.reason} />
        </p>
      ) : null}
      {change.power ? (
        <p className="text-xs">
          <del className="text-muted-foreground">{change.power.before}</del> → {change.power.after}
        </p>
      ) : null}
      {change.changes.length ? (
        <details>
          <summary className="cursor-pointer text-muted-foreground text-xs">
            {change.changes.length === 1 ? "1 difference" : `${change.changes.length} differences`}
          </summary>
          <div className="mt-1">
            <DefinitionDiff changes={change.changes} label={`Differences: ${TOOL_CHANGE_LABELS[change.kind]}`} />
          </div>
        </details>
      ) : null}
    </li>
  );
}
