import { Card, CardContent, FactList } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { Time } from "@/components/ui/time";
import type { Ref, Story } from "@/lib/audit/search";
import { durationText } from "./duration";
import { Named } from "./event-sentence";

/** What the workflow was, who and what took part, how long it took. */
export function StoryHead({ story }: { story: Story }) {
  const { from, to, durationMillis, total, agents, people, correlationId } = story;
  return (
    <Card className="mb-6">
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-2.5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] lg:items-start">
        <FactList
          facts={[
            { label: "Began", value: <Time at={from} format="exact" /> },
            { label: "Last step", value: <Time at={to} format="exact" /> },
            { label: "Took", value: durationText(durationMillis) },
            {
              label: "Events",
              value: `${total.count.toLocaleString("en")}${total.exact ? "" : "+"}`,
            },
          ]}
        />
        <FactList
          facts={[
            { label: "Agents", value: agents.length ? <Names refs={agents} /> : null },
            { label: "People", value: people.length ? <Names refs={people} /> : null },
            { label: "Correlation id", value: <CopyId id={correlationId} what="correlation id" className="-ml-1" /> },
          ]}
        />
      </CardContent>
    </Card>
  );
}

function Names({ refs }: { refs: readonly Ref[] }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {refs.map((ref) => (
        <li key={ref.id}>
          <Named subject={ref} />
        </li>
      ))}
    </ul>
  );
}
