import type { Route } from "next";
import Link from "next/link";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { AgentDetail } from "@/lib/agents/schema";
import { ControlMark } from "./control-mark";
import { tallyText } from "./tally-text";

/** On the overview: how the agent stands to the controls of its tier, and the way to the checklist. */
export function ControlsSummary({ agent }: { agent: Pick<AgentDetail, "id" | "controls"> }) {
  const open = agent.controls.filter((control) => control.state !== "met");
  if (!agent.controls.length) return null;
  return (
    <Card aria-labelledby="controls-summary">
      <CardHeader
        id="controls-summary"
        title={`Controls: ${tallyText(agent.controls)}`}
        description={open.length ? undefined : "Everything that its tier asks for."}
        actions={
          <Link
            href={`/agents/${agent.id}?tab=controls` as Route}
            className="inline-flex min-h-6 items-center text-link underline-offset-3 hover:underline"
          >
            Checklist
          </Link>
        }
      />
      {open.length ? (
        <CardContent className="py-3">
          <ul className="grid gap-1">
            {open.map((control) => (
              <li key={control.id} className="flex min-h-6 items-center gap-2">
                <ControlMark state={control.state} />
                <span className="min-w-0">
                  <span className="sr-only">{control.state === "waived" ? "Waived: " : "Missing: "}</span>
                  {control.label}
                </span>
                {control.state === "waived" ? (
                  <span className="ml-auto text-muted-foreground text-xs" aria-hidden>
                    waived
                  </span>
                ) : null}
              </li>
            ))}
          </ul>
        </CardContent>
      ) : null}
    </Card>
  );
}
