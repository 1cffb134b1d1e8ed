import { ArrowRight, Hourglass } from "lucide-react";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { HandOverView } from "@/lib/agents/schema";

/** "Marta Nowak → Daniel Okafor, asked 2 days ago by …, ends in 12 days": visible to everybody who sees the agent (O2). */
export function PendingLine({ offer }: { offer: HandOverView }) {
  const { from, to, offeredBy, offeredAt, expiresAt, note } = offer;
  return (
    <div className="grid min-w-0 gap-1">
      <p className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5 font-medium">
        <Hourglass aria-hidden className="size-3.5 shrink-0 text-info" />
        <span className="sr-only">Waits: from</span>
        <span>{from?.name ?? "Nobody"}</span>
        <ArrowRight aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
        <span className="sr-only">to</span>
        <span>{to.name}</span>
      </p>
      <p className="text-muted-foreground text-xs">
        {offeredBy && offeredBy.id !== from?.id ? `${offeredBy.name} asked ` : "Asked "}
        <Time at={offeredAt} />; ends <Time at={expiresAt} format="exact" />
      </p>
      {note ? (
        <p className="border-border border-l-2 pl-2 text-muted-foreground [overflow-wrap:anywhere]">
          <LiteralText text={note} />
        </p>
      ) : null}
    </div>
  );
}
