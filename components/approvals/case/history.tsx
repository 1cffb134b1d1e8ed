import { AgentTimeline } from "@/components/agents/agent-timeline";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { EventView } from "@/lib/audit";

/** Every event of a request, each with the way to its record and its proof. */
export function History({ events }: { events: readonly EventView[] }) {
  return (
    <Card>
      <CardHeader
        title="History"
        description="From the first ask on. Each record leads to its proof in the signed log."
        level={3}
      />
      <CardContent>
        {events.length ? (
          <AgentTimeline events={events} older={null} />
        ) : (
          <p className="text-muted-foreground">Nothing was recorded that you may read.</p>
        )}
      </CardContent>
    </Card>
  );
}
