import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import type { Coverage } from "@/lib/policy/schema";
import { ACTION_LABELS } from "@/lib/policy/terms";

const SHOWN = 25;
const row =
  "flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-border border-b px-4 py-2 last:border-b-0";
const link = "font-medium underline-offset-3 hover:underline";

/** What policies and grants do not cover (Z11), in three lists; each line leads to where it can be mended. */
export function CoverageView({ coverage }: { coverage: Coverage }) {
  const { tools, silent, broad, days } = coverage;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
      <List
        id="broad"
        title="Agents with broad rights"
        description="A grant for a whole server, or three and more dangerous actions. Narrow them to what is used."
        count={broad.length}
        none="No agent may do more than single tools and few dangerous actions."
      >
        {broad.slice(0, SHOWN).map((agent) => (
          <li key={agent.id} className={row}>
            <span className="min-w-0">
              <Link href={`/agents/${agent.id}` as Route} prefetch={false} className={link}>
                <LiteralText text={agent.name} />
              </Link>
              <span className="block text-muted-foreground text-xs">
                {agent.servers.length ? (
                  <>
                    Everything on <LiteralText text={agent.servers.join(", ")} />.{" "}
                  </>
                ) : null}
                {agent.actions.length
                  ? `May ${agent.actions.map((one) => ACTION_LABELS[one].toLowerCase()).join(", ")}.`
                  : ""}
              </span>
            </span>
            <TierBadge tier={agent.tier} />
          </li>
        ))}
      </List>
      <List
        id="silent"
        title="Policies that never mattered"
        description={`In force, and never the reason for an answer in the last ${days} days (of the newest 50,000 decisions).`}
        count={silent.length}
        none="Every policy was the reason for some answer."
      >
        {silent.slice(0, SHOWN).map((policy) => (
          <li key={policy.id} className={row}>
            <Link
              href={(policy.shipped ? `/policies#${policy.id}` : `/policies/${policy.id}`) as Route}
              prefetch={false}
              className={link}
            >
              <LiteralText text={policy.title} />
            </Link>
            {policy.shipped ? (
              <Badge tone="outline">Shipped</Badge>
            ) : (
              <span className="text-muted-foreground text-xs">
                {policy.publishedDaysAgo === 0
                  ? "in force since today"
                  : `in force for ${policy.publishedDaysAgo} days`}
              </span>
            )}
          </li>
        ))}
      </List>
      <div className="lg:col-span-2">
        <List
          id="tools"
          title="Tools that nobody decided about"
          description="Accepted for an agent, granted to it by nobody, and named by no policy of yours. Calling them is denied."
          count={tools.length}
          none="Every accepted tool is granted, or a policy names it."
        >
          {tools.slice(0, SHOWN).map(({ server, tool, agents, tier }) => (
            <li key={JSON.stringify([server, tool])} className={row}>
              <span className="min-w-0">
                <Link href={`/tools?q=${encodeURIComponent(tool)}` as Route} prefetch={false} className={link}>
                  <LiteralText text={tool} />
                </Link>{" "}
                <span className="text-muted-foreground">
                  on <LiteralText text={server} />
                </span>
              </span>
              <span className="inline-flex items-center gap-3">
                <span className="text-muted-foreground text-xs">{agents === 1 ? "1 agent" : `${agents} agents`}</span>
                <TierBadge tier={tier} />
              </span>
            </li>
          ))}
        </List>
      </div>
    </div>
  );
}

interface ListProps {
  id: string;
  title: string;
  description: string;
  count: number;
  none: string;
  children: ReactNode;
}

function List({ id, title, description, count, none, children }: ListProps) {
  return (
    <Card aria-labelledby={id}>
      <CardHeader id={id} title={`${title}: ${count.toLocaleString("en")}`} description={description} />
      {count === 0 ? <CardContent className="text-muted-foreground">{none}</CardContent> : <ul>{children}</ul>}
      {count > SHOWN ? (
        <p className="border-border border-t px-4 py-2 text-muted-foreground text-xs">
          The first {SHOWN} of {count.toLocaleString("en")}, the most dangerous ones.
        </p>
      ) : null}
    </Card>
  );
}
