import type { Metadata, Route } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/guards";
import { DefinitionButtons } from "@/components/campaigns/definitions/definition-buttons";
import { NextDates } from "@/components/campaigns/definitions/next-dates";
import { scheduleWords } from "@/components/campaigns/definitions/schedule-words";
import { DefinitionStateBadge } from "@/components/campaigns/definitions/state-badge";
import { CampaignStateBadge } from "@/components/campaigns/list/state-badge";
import { PlanFacts } from "@/components/campaigns/progress/plan-facts";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { requireContext } from "@/lib/auth";
import { type DefinitionView, getDefinition, planNames, previewSchedule } from "@/lib/campaigns";
import type { CampaignState } from "@/lib/campaigns/terms";
import { pauseDefinitionAction, resumeDefinitionAction, retireDefinitionAction } from "../actions";

export const metadata: Metadata = { title: "Schedule of campaigns" };

const ACTIONS = { pause: pauseDefinitionAction, resume: resumeDefinitionAction, retire: retireDefinitionAction };

/** One schedule: when it comes, what it makes, and what it made (C1). */
export default async function DefinitionPage({ params }: PageProps<"/campaigns/definitions/[id]">) {
  const ctx = await requireContext();
  const { id } = await params;
  const view = await orNotFound(getDefinition(ctx, id));
  const { schedule: rule, timeZone } = view;
  const dates = rule && view.state !== "retired" ? previewSchedule(ctx, { rule, timeZone, count: 5 }) : [];
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Campaigns", href: "/campaigns" as Route },
          { label: "Schedules", href: "/campaigns/definitions" as Route },
          { label: view.name },
        ]}
        title={<LiteralText text={view.name} />}
        badges={<DefinitionStateBadge state={view.state} />}
        description={
          <>
            <LiteralText text={scheduleWords(rule)} />
            {view.description ? (
              <span className="block">
                <LiteralText text={view.description} />
              </span>
            ) : null}
          </>
        }
        actions={
          <>
            <DefinitionButtons view={view} actions={ACTIONS} />
            {view.abilities.edit.allowed ? <Ways id={id} /> : null}
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <PlanFacts
          plan={view.plan}
          names={await planNames(view.plan)}
          description="What each campaign of this schedule does. What was made keeps the plan it was made with."
          more={[
            {
              label: "When nobody is left to ask",
              value: view.fallback ? <LiteralText text={view.fallback.name} /> : null,
            },
          ]}
        />
        <div className="grid gap-4">
          <NextDates dates={dates} timeZone={timeZone} paused={view.state === "paused"} />
          <Made campaigns={view.campaigns} />
        </div>
      </div>
    </>
  );
}

function Ways({ id }: { id: string }) {
  return (
    <>
      <Link href={`/campaigns/definitions/${id}/edit` as Route} className={buttonVariants({ variant: "outline" })}>
        Edit
      </Link>
      <Link href={`/campaigns/new?from=${id}` as Route} className={buttonVariants()}>
        Run now
      </Link>
    </>
  );
}

function Made({ campaigns }: Pick<DefinitionView, "campaigns">) {
  return (
    <Card aria-labelledby="made" className="overflow-hidden">
      <CardHeader id="made" title="Made by it" description="The latest ten." />
      {campaigns.length ? (
        <ul className="divide-y divide-border">
          {campaigns.map(({ id, name, state, occurrence }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2.5">
              <span className="min-w-0">
                <Link href={`/campaigns/${id}` as Route} prefetch={false} className="text-link hover:underline">
                  <LiteralText text={name} />
                </Link>
                <span className="block text-muted-foreground text-xs">
                  <Time at={occurrence} missing="By hand" />
                </span>
              </span>
              <CampaignStateBadge state={state as CampaignState} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="px-4 py-3 text-muted-foreground">Nothing yet.</p>
      )}
    </Card>
  );
}
