import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { CONTROLS, type WaiverView } from "@/lib/agents/terms";

/** Every waiver this agent ever had, newest first. */
export function WaiverHistory({ history }: { history: readonly WaiverView[] }) {
  return (
    <Card aria-labelledby="waivers">
      <CardHeader id="waivers" title="Waivers so far" />
      <CardContent className="py-1">
        <ul className="divide-y divide-border">
          {history.map((waiver) => (
            <li key={waiver.id} className="grid gap-0.5 py-2.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium">{CONTROLS[waiver.control].label}</span>
                <span className="text-muted-foreground text-xs">{standing(waiver)}</span>
              </p>
              <p>
                <LiteralText text={waiver.reason} multiline />
              </p>
              <p className="text-muted-foreground text-xs">
                {waiver.waivedBy.name}, <Time at={waiver.waivedAt} />
              </p>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function standing(waiver: WaiverView) {
  if (!waiver.endedAt) {
    return (
      <>
        Runs until <Time at={waiver.until} format="exact" />
      </>
    );
  }
  return waiver.endedBy ? (
    <>
      Ended by {waiver.endedBy.name}, <Time at={waiver.endedAt} />
    </>
  ) : (
    <>
      Ran out <Time at={waiver.endedAt} />
    </>
  );
}
