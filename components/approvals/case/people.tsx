import type { ReactNode } from "react";
import { Named } from "@/components/decisions/named";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import type { CaseView, Named as Name } from "@/lib/approvals/views";

/** Who asks, for whom, and who answers for it (A2). */
export function People({ view }: { view: CaseView }) {
  const { agent, owner, deputy, sponsor, team, person, chain } = view;
  const nobody = <span className="text-danger">Nobody</span>;
  const facts = [
    { label: "Agent", value: <Agent subject={agent} /> },
    { label: "Works for", value: person ? <Person subject={person} /> : "Nobody in particular" },
    { label: "Handed on by", value: chain.length ? <Chain agents={chain} /> : "Nobody: it was asked directly" },
    { label: "Owner", value: owner ? <Person subject={owner} /> : nobody },
    { label: "Deputy", value: deputy ? <Person subject={deputy} /> : null },
    { label: "Sponsor", value: sponsor ? <Person subject={sponsor} /> : null },
    { label: "Team", value: team ? <LiteralText text={team.name} /> : null },
  ];
  return (
    <Card>
      <CardHeader title="Who asks" level={3} />
      <CardContent>
        <FactList facts={facts.filter(({ label, value }) => value !== null || label === "Owner")} />
      </CardContent>
    </Card>
  );
}

export function Person({ subject }: { subject: Name }): ReactNode {
  return <Named subject={{ kind: "person", ...subject }} />;
}

export function Agent({ subject }: { subject: Name }): ReactNode {
  return <Named subject={{ kind: "agent", ...subject }} />;
}

function Chain({ agents }: { agents: readonly Name[] }) {
  return (
    <ol className="flex flex-wrap items-baseline gap-x-1.5">
      {agents.map((agent, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: links of one fixed chain; the same agent may stand in it twice
        <li key={position}>
          <Agent subject={agent} />
          {position < agents.length - 1 ? <span aria-hidden> →</span> : null}
        </li>
      ))}
    </ol>
  );
}
