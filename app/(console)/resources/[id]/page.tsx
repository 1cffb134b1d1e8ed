import type { Metadata, Route } from "next";
import Link from "next/link";
import { Reachers } from "@/app/(console)/reach/reachers";
import { EditButton } from "@/components/reach/edit-button";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import { canSomewhere } from "@/lib/access";
import { DATA_CLASS_LABELS, RESOURCE_KIND_LABELS } from "@/lib/agents/terms";
import { requireContext } from "@/lib/auth";
import { getResource, type ResourceDetail } from "@/lib/reach";
import { amountOf } from "@/lib/reach/present";
import { orNotFound } from "../../guards";

export async function generateMetadata({ params }: PageProps<"/resources/[id]">): Promise<Metadata> {
  const ctx = await requireContext();
  return { title: (await orNotFound(getResource(ctx, (await params).id))).name };
}

export default async function ResourcePage({ params, searchParams }: PageProps<"/resources/[id]">) {
  const [{ id }, given, ctx] = await Promise.all([params, searchParams, requireContext()]);
  const resource = await orNotFound(getResource(ctx, id));
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Resources", href: "/resources" as Route }, { label: resource.name }]}
        title={<LiteralText text={resource.name} />}
        description={<LiteralText text={resource.description} />}
        actions={<EditButton href={`/resources/${id}/edit`} ability={resource.edit} />}
      />
      <div className="mb-6 grid items-start gap-4 lg:grid-cols-2">
        <Card>
          <CardHeader title="What lies there" />
          <CardContent>
            <Facts resource={resource} />
          </CardContent>
        </Card>
        <Card>
          <CardHeader title="Who gets at it" />
          <CardContent>
            <Counts resource={resource} />
            {canSomewhere(ctx.actor, "audit.read") ? (
              <Link
                href={`/audit?target=${id}` as Route}
                className="mt-3 inline-block text-link underline-offset-3 hover:underline"
              >
                What happened to this entry
              </Link>
            ) : null}
          </CardContent>
        </Card>
      </div>
      <h2 className="mb-2 font-semibold text-base">Who can reach this</h2>
      <Reachers ctx={ctx} given={given} sought={{ resourceId: id }} what="this resource" />
    </>
  );
}

function Facts({ resource }: { resource: ResourceDetail }) {
  const classes = resource.dataClasses.map((one, at) => (
    <span key={one}>
      {at ? ", " : ""}
      <Link href={`/reach/data/${one}` as Route} className="text-link underline-offset-3 hover:underline">
        {DATA_CLASS_LABELS[one]}
      </Link>
    </span>
  ));
  return (
    <FactList
      facts={[
        { label: "Kind", value: RESOURCE_KIND_LABELS[resource.kind] },
        { label: "Data", value: classes.length ? classes : null },
        { label: "Records", value: resource.records ? amountOf(resource.records) : null },
        { label: "People", value: resource.people ? amountOf(resource.people) : null },
        { label: "Money", value: resource.money ? amountOf(resource.money) : null },
      ]}
    />
  );
}

function Counts({ resource }: { resource: ResourceDetail }) {
  return (
    <FactList
      facts={[
        { label: "Agents", value: resource.agents.toLocaleString("en") },
        { label: "Can write", value: resource.writers.toLocaleString("en") },
        { label: "Highest tier", value: resource.agents ? <TierBadge tier={resource.highestTier} /> : null },
        { label: "Changed", value: <Time at={resource.updatedAt} /> },
      ]}
    />
  );
}
