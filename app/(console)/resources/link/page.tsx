import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { LinkForm } from "@/components/reach/link-form";
import { LinkList } from "@/components/reach/link-list";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { getAgent } from "@/lib/agents";
import { requireContext } from "@/lib/auth";
import { getLinks } from "@/lib/reach";
import { orNotFound } from "../../guards";
import { linkToolsAction, unlinkToolsAction } from "../actions";

export const metadata: Metadata = { title: "Link tools to resources" };

const SHOWN_LINKS = 200;

/** `?agent=` names the agent; `&tool=` or `&server=` chooses tools. */
export default async function LinkPage({ searchParams }: PageProps<"/resources/link">) {
  const [given, ctx] = await Promise.all([searchParams, requireContext()]);
  const agentId = typeof given.agent === "string" ? given.agent : notFound();
  const [agent, { servers, links, link }] = await Promise.all([
    orNotFound(getAgent(ctx, agentId)),
    orNotFound(getLinks(ctx, agentId)),
  ]);
  const named = new Set([given.tool ?? [], given.server ?? []].flat());
  const chosen = servers.flatMap((server) =>
    server.tools.filter((tool) => named.has(tool.id) || named.has(server.id)).map(({ id }) => id),
  );
  const about = chosen.length ? links.filter(({ toolId }) => chosen.includes(toolId)) : links;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Agents", href: "/agents" },
          { label: agent.name, href: `/agents/${agentId}?tab=reach` as Route },
          { label: "Link tools" },
        ]}
        title="Link tools to resources"
        description="What a tool reaches counts in the agent's tier and in what falls if it is compromised. A rise takes effect at once."
        actions={
          <Link href={`/agents/${agentId}?tab=reach` as Route} className={buttonVariants({ variant: "outline" })}>
            See its reach
          </Link>
        }
      />
      <div className="grid gap-4">
        {servers.length === 0 ? (
          <Card>
            <EmptyState
              title="It has no tools yet"
              description="Take in what its servers list first, on its page under Tools."
            />
          </Card>
        ) : link.allowed ? (
          <LinkForm agent={agent} servers={servers} chosen={chosen} link={linkToolsAction} key={chosen.join()} />
        ) : (
          <Callout tone="warning" title="You cannot link its tools">
            {link.reason}
          </Callout>
        )}
        <LinkList
          agent={agent}
          links={about.slice(0, SHOWN_LINKS)}
          total={about.length}
          unlink={link.allowed ? unlinkToolsAction : null}
        />
      </div>
    </>
  );
}
