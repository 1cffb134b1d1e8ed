import { CalendarClock, Plus } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { DefinitionList } from "@/components/campaigns/definitions/definition-list";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listDefinitions } from "@/lib/campaigns";
import { refusal } from "../../guards";

export const metadata: Metadata = { title: "Schedules of campaigns" };

/** What is recertified again and again, and when it comes next (C1). */
export default async function DefinitionsPage() {
  const ctx = await requireContext();
  const rows = await listDefinitions(ctx).catch(refusal);
  if (typeof rows === "string") return <ForbiddenState message={rows} />;
  const add = canSomewhere(ctx.actor, "campaigns.define") ? (
    <Link href={"/campaigns/new?as=schedule" as Route} className={buttonVariants()}>
      <Plus aria-hidden />
      New schedule
    </Link>
  ) : null;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Campaigns", href: "/campaigns" as Route }, { label: "Schedules" }]}
        title="Schedules"
        description="Campaigns that come by themselves: the worker makes one at each date, whoever is on holiday."
        actions={rows.length ? add : null}
      />
      {rows.length ? (
        <DefinitionList rows={rows} />
      ) : (
        <EmptyState
          icon={<CalendarClock />}
          title="Nothing comes by itself yet"
          description="Most organisations let every right be looked at once a quarter. The usual schedule is filled in for you."
          actions={add}
        />
      )}
    </>
  );
}
