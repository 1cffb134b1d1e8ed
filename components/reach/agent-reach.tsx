import { Link2 } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import type { Blast, PlaceRow, SharedCredential } from "@/lib/reach/views";
import { BlastCard } from "./blast-card";
import { drawnNodes, type Picture } from "./map-hrefs";
import { PlaceTable } from "./place-table";
import { ReachMap } from "./reach-map";
import { SharedCard } from "./shared-card";

export interface AgentReachProps {
  agentId: string;
  /** As the domain answers: the number, the picture and a page of rows. */
  reach: {
    blast: Blast;
    wider: Blast | null;
    shared: SharedCredential[];
    active: boolean;
    picture: Picture;
    tools: number;
    unlinkedTools: number;
    places: PlaceRow[];
    placeCount: number;
    next: number | null;
    previous: number | null;
  };
  sizes: { nodeWidth: number; nodeHeight: number; columns: readonly string[] };
  open: readonly string[];
  page: number;
  /** The address of this view; what changes is added to it. */
  base: string;
  mayLink: boolean;
}

/** What an agent reaches: the number, the picture, the table that says the same, and what falls with it. */
export function AgentReachView({ agentId, reach, sizes, open, page, base, mayLink }: AgentReachProps) {
  const address = (groups: readonly string[], at: number) => {
    const more = new URLSearchParams([
      ...groups.map((group): [string, string] => ["open", group]),
      ...(at > 1 ? [["page", String(at)] as [string, string]] : []),
    ]).toString();
    return more ? `${base}${base.includes("?") ? "&" : "?"}${more}` : base;
  };
  const pageHref = (at: number | null) => (at === null ? null : address(open, at));
  const because = `Through credentials that it shares with ${others(reach.shared)}.`;
  return (
    <div className="grid gap-4">
      {reach.unlinkedTools > 0 ? <Unlinked reach={reach} agentId={agentId} mayLink={mayLink} /> : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <BlastCard blast={reach.blast} wider={reach.wider ? { blast: reach.wider, because } : null} />
        <SharedCard shared={reach.shared} />
      </div>
      <Card aria-labelledby="map">
        <CardHeader
          id="map"
          title="What it reaches"
          description={
            reach.active
              ? undefined
              : "It is not active: nothing is reached now. Drawn is what activating it would add."
          }
          actions={<Actions agentId={agentId} mayLink={mayLink} />}
        />
        <ReachMap
          {...sizes}
          nodes={drawnNodes(reach.picture, open, (groups) => address(groups, page))}
          edges={reach.picture.edges}
          height={reach.picture.height}
          label="From the agent by servers and tools to resources and classes of data; the table below says the same"
        />
        <div className="border-border sm:border-t">
          <PlaceTable
            rows={reach.places}
            total={reach.placeCount}
            next={pageHref(reach.next)}
            previous={pageHref(reach.previous)}
          />
        </div>
      </Card>
    </div>
  );
}

function Unlinked({ reach, agentId, mayLink }: Pick<AgentReachProps, "reach" | "agentId" | "mayLink">) {
  const { unlinkedTools, tools } = reach;
  return (
    <Callout
      tone="warning"
      title={`${unlinkedTools.toLocaleString("en")} of ${tools.toLocaleString("en")} tools lead to no resource`}
      actions={
        mayLink ? (
          <Link href={linkHref(agentId)} className={buttonVariants({ variant: "outline", size: "sm" })}>
            Link tools
          </Link>
        ) : undefined
      }
    >
      The number knows nothing of what they reach.
    </Callout>
  );
}

function Actions({ agentId, mayLink }: { agentId: string; mayLink: boolean }) {
  return (
    <>
      <Link
        href={`/reach?agent=${agentId}` as Route}
        prefetch={false}
        className={buttonVariants({ variant: "outline", size: "sm" })}
      >
        What if it is compromised
      </Link>
      {mayLink ? (
        <Link href={linkHref(agentId)} prefetch={false} className={buttonVariants({ variant: "outline", size: "sm" })}>
          <Link2 aria-hidden />
          Link tools
        </Link>
      ) : null}
    </>
  );
}

function linkHref(agentId: string): Route {
  return `/resources/link?agent=${agentId}` as Route;
}

function others(shared: readonly SharedCredential[]): string {
  const [first] = shared;
  if (!first) return "others";
  if (shared.length > 1) return `others (${shared.length} credentials)`;
  const count = first.agentCount - 1;
  return count === 1 ? "one other agent" : `${count} other agents`;
}
