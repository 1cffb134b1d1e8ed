"use client";

import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import type { ActionState } from "@/lib/http/action-state";
import type { SuccessionPreview as Preview } from "@/lib/ownership";

type Way = Preview["ways"][number]["way"];
const agents = (count: number) => (count === 1 ? "1 agent" : `${count.toLocaleString("en")} agents`);

const WAYS: Record<Way, (count: number) => string> = {
  deputy: (count) => `${agents(count)} to the deputy`,
  sponsor: (count) => `${agents(count)} to the sponsor`,
  manager: (count) => `${agents(count)} to the manager, or the next one above who is here`,
  queue: (count) => `${agents(count)} to the governance queue: nobody follows in a seat`,
  vacated: (count) => `${agents(count)} only ${count === 1 ? "loses its" : "lose their"} deputy`,
};

/** What a deactivation would pass on, asked when the dialog opens and decided again when it happens. */
export function SuccessionPreview({ load }: { load: () => Promise<ActionState<Preview>> }) {
  const [answer, setAnswer] = useState<ActionState<Preview> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the dialog opens
  useEffect(() => {
    let closed = false;
    void load().then((state) => (closed ? undefined : setAnswer(state)));
    return () => {
      closed = true;
    };
  }, []);
  if (!answer) return <p className="text-muted-foreground text-sm">Looking up what this person answers for…</p>;
  if (!answer.ok) return <Callout tone="danger">{answer.message}</Callout>;
  return (
    <div aria-live="polite" className="grid gap-2 pb-3 text-sm">
      <Passed preview={answer.value} />
    </div>
  );
}

function Passed({ preview }: { preview: Preview }) {
  const { rows, ways, successors, offersEnded, groups } = preview;
  const left = groups.filter(({ others }) => others === 0);
  return (
    <>
      {preview.agents === 0 ? (
        <p>They answer for no agent.</p>
      ) : (
        <>
          <p className="font-medium">{agents(preview.agents)} pass on in the same moment:</p>
          <ul className="list-disc pl-5">
            {ways.map(({ way, agents: count }) => (
              <li key={way}>{WAYS[way](count)}</li>
            ))}
          </ul>
          <ul
            aria-label="The first agents"
            className="max-h-44 divide-y divide-border overflow-y-auto rounded-md border border-border"
          >
            {rows.map((row) => (
              <li key={row.id} className="flex items-center justify-between gap-3 px-2.5 py-1.5 text-xs">
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <LiteralText text={row.name} />
                  <span className="text-muted-foreground"> · {ENVIRONMENT_LABELS[row.environment]}</span>
                </span>
                <span className="flex shrink-0 flex-col items-end">
                  {row.seats.map(({ role, name }) => (
                    <span key={role}>
                      {role}:{" "}
                      {name ? <LiteralText text={name} /> : <span className="text-muted-foreground">nobody</span>}
                    </span>
                  ))}
                  {row.queued ? <Badge tone="warning">Governance queue</Badge> : null}
                </span>
              </li>
            ))}
          </ul>
          {preview.agents > rows.length ? (
            <p className="text-muted-foreground text-xs">and {agents(preview.agents - rows.length)} more.</p>
          ) : null}
          {successors.length ? (
            <p className="text-muted-foreground text-xs">
              {successors.length === 1 ? "1 person is told" : `${successors.length} people are told`} and can keep each
              agent or hand it over.
            </p>
          ) : null}
        </>
      )}
      {offersEnded ? (
        <p>{offersEnded === 1 ? "1 open hand-over ends." : `${offersEnded} open hand-overs end.`}</p>
      ) : null}
      {groups.length ? <p>Reviews in: {groups.map(({ name }) => name).join(", ")}.</p> : null}
      {left.length ? (
        <Callout tone="warning">
          {left.map(({ name }) => name).join(", ")} will have no active reviewer: what needs one waits until compliance
          adds somebody.
        </Callout>
      ) : null}
    </>
  );
}
