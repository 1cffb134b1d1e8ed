import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { SwitchPreview } from "@/lib/incidents/views";

const number = (count: number) => count.toLocaleString("en");
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

/** What throwing it would stop, counted at this moment. */
export function Covered({ preview }: { preview: SwitchPreview }) {
  const { agents, active, credentials, tokens, approvals, owners, moreOwners, ownerless, points } = preview;
  const callsOnly = preview.targetKind === "tool" || preview.targetKind === "server";
  const figures: [number, string][] = callsOnly
    ? [
        [agents, plural(agents, "agent that has it", "agents that have it")],
        [approvals, plural(approvals, "request for approval", "requests for approval")],
      ]
    : [
        [agents, plural(agents, "agent", "agents")],
        [active, "of them active"],
        [credentials, plural(credentials, "living credential", "living credentials")],
        [tokens, plural(tokens, "living token", "living tokens")],
        [approvals, plural(approvals, "request for approval", "requests for approval")],
      ];
  return (
    <Card aria-labelledby="covered">
      <CardHeader
        id="covered"
        title="What this stops"
        description={preview.activeId ? "Counted now. It is stopped." : "Counted now. Nothing is stopped yet."}
      />
      <CardContent className="grid gap-4">
        <dl className="grid grid-cols-2 gap-3">
          {figures.map(([count, label]) => (
            <div
              key={label}
              className="flex flex-col-reverse rounded-md odd:last:col-span-2 border border-border bg-muted px-3 py-2"
            >
              <dt className="text-muted-foreground text-xs">{label}</dt>
              <dd className="font-semibold text-xl tabular-nums">{number(count)}</dd>
            </div>
          ))}
        </dl>
        <div>
          <h3 className="font-medium">{callsOnly ? "Whose agents have it" : "Who answers for them"}</h3>
          <ul className="mt-1 grid gap-1">
            {owners.map((owner) => (
              <li key={owner.id} className="flex justify-between gap-3">
                <span className="min-w-0 truncate">{owner.name}</span>
                <span className="text-muted-foreground tabular-nums">{number(owner.agents)}</span>
              </li>
            ))}
            {moreOwners ? <li className="text-muted-foreground">and {number(moreOwners)} more people</li> : null}
            {ownerless ? (
              <li className="flex justify-between gap-3 text-warning">
                <span>Without an owner</span>
                <span className="tabular-nums">{number(ownerless)}</span>
              </li>
            ) : null}
            {owners.length === 0 && !ownerless ? <li className="text-muted-foreground">Nobody</li> : null}
          </ul>
        </div>
        <p className="text-muted-foreground text-xs">{pointsText(points)}</p>
      </CardContent>
    </Card>
  );
}

function pointsText(points: number): string {
  if (points === 0) return "No decision point is running now. Each reads what is stopped before it decides anything.";
  return `${points === 1 ? "One decision point is" : `${points} decision points are`} running. The answer comes when each has confirmed that it denies.`;
}
