import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import type { ProbeView, RemediationLine } from "@/lib/campaigns/closing/views";
import { DECISION_LABELS, ITEM_KIND_LABELS } from "@/lib/campaigns/terms";
import { GiveBack, type GiveBackActions } from "./undo-button";
import { AgentLink } from "./what-stops";
import { ACTION_TONES, STATE_WORDS } from "./words";

/** What becomes of each right that was not kept, with the proof that it is gone (C6). */
export function RemediationList({
  lines,
  actions,
}: {
  lines: readonly RemediationLine[];
  actions: GiveBackActions | null;
}) {
  return (
    <Card>
      <ul aria-label="Remediations" className="divide-y divide-border">
        {lines.map((line) => (
          <li key={line.number} className="grid gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
            <div className="grid min-w-0 gap-1.5">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="text-muted-foreground text-xs tabular-nums">{line.number}</span>
                <AgentLink id={line.agentId} name={line.agentName} />
                <TierBadge tier={line.tier} />
                <Badge tone={ACTION_TONES[line.action]}>
                  {DECISION_LABELS[line.action]} {ITEM_KIND_LABELS[line.kind].toLowerCase()}
                </Badge>
                <Badge tone={STATE_WORDS[line.state].tone}>{STATE_WORDS[line.state].label}</Badge>
              </p>
              <p className="text-muted-foreground">
                <LiteralText text={line.sentence} />
              </p>
              <Course line={line} />
              {line.probes.length ? <Probes probes={line.probes} /> : null}
              {line.error ? (
                <p className="text-danger text-sm">
                  <LiteralText text={line.error} />
                  {line.attempts > 1 ? ` Tried ${line.attempts} times.` : ""}
                </p>
              ) : null}
            </div>
            {actions ? <Buttons line={line} actions={actions} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Course({ line }: { line: RemediationLine }) {
  const { undone, exception } = line;
  return (
    <div className="grid gap-0.5 text-muted-foreground text-xs">
      <p>
        {line.appliedAt ? (
          <>
            Applied <Time at={line.appliedAt} />
          </>
        ) : (
          <>
            Due <Time at={line.applyAt} />
          </>
        )}
        {line.verifiedAt ? (
          <>
            , verified <Time at={line.verifiedAt} />
          </>
        ) : null}
      </p>
      {undone ? (
        <p>
          Given back <Time at={undone.at} />
          {undone.by ? ` by ${undone.by.name}` : ""}: <LiteralText text={undone.reason} />
        </p>
      ) : null}
      {exception ? (
        <p>
          Exception until <Time at={exception.until} format="exact" />: <LiteralText text={exception.reason} />
        </p>
      ) : null}
    </div>
  );
}

/** What the decision point said to a call that the right allowed. */
function Probes({ probes }: { probes: readonly ProbeView[] }) {
  return (
    <ul aria-label="Proof" className="grid gap-1 border-border-strong border-l-2 pl-3 text-xs">
      {probes.map((probe, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: probes of one fixed check
        <li key={position}>
          <LiteralText text={probe.what} className="font-mono" />{" "}
          <span className="text-muted-foreground">was answered</span> {answerText(probe.before)}
          {probe.after === null ? (
            <span className="text-muted-foreground">; asked again once it is applied</span>
          ) : (
            <>
              <span className="text-muted-foreground">, and now</span>{" "}
              <strong className="font-medium">{answerText(probe.after)}</strong>
              {probe.reason ? (
                <span className="text-muted-foreground">
                  {" ("}
                  <LiteralText text={probe.reason} />)
                </span>
              ) : null}
            </>
          )}
          {probe.through.length ? (
            <span className="block text-danger">Still let through by {probe.through.join(", ")}</span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const answerText = (outcome: string) => outcome.replaceAll("_", " ");

function Buttons({ line, actions }: { line: RemediationLine; actions: GiveBackActions }) {
  if (line.state === "withdrawn" || line.state === "undone") return null;
  const act = line.state === "planned" ? "withdraw" : "undo";
  return (
    <GiveBack
      act={act}
      target={{ campaignId: line.campaignId, number: line.number }}
      what={`item ${line.number}, ${line.agentName}`}
      ability={line.abilities[act]}
      actions={actions}
    />
  );
}
