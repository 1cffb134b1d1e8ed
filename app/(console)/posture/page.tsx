import type { Metadata, Route } from "next";
import Link from "next/link";
import { Fragment } from "react";
import { cn } from "@/components/cn";
import { AlertsCard } from "@/components/posture/alerts-card";
import { Charts } from "@/components/posture/charts";
import { Headline } from "@/components/posture/headline";
import { quartersHref } from "@/components/posture/hrefs";
import { Others } from "@/components/posture/others";
import { SendMe } from "@/components/posture/send-me";
import { TeamChoice } from "@/components/posture/team-choice";
import { WorseCard } from "@/components/posture/worse-card";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { canSomewhere } from "@/lib/access";
import { currentPerson, requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { listSchedules, type PostureView, readPosture } from "@/lib/posture";
import { scheduleReportAction, unscheduleReportAction } from "./actions";
import { refused } from "./refused";
import { teamOf } from "./search-params";

export const metadata: Metadata = { title: "Posture" };

/** Where the organisation stands, on one screen (D1). */
export default async function PosturePage({ searchParams }: PageProps<"/posture">) {
  const ctx = await requireContext();
  const posture = await readPosture(ctx, { teamId: teamOf(await searchParams) }).catch(refused);
  if ("refusal" in posture) return posture.refusal;
  const schedules = await listSchedules(ctx, (await currentPerson())?.timeZone ?? "UTC");
  const { team, choices, measures, worse, comparedWith, alerts } = posture;
  return (
    <>
      <PageHeader
        title="Posture"
        description={<Whose posture={posture} />}
        actions={
          <>
            <TeamChoice team={team} choices={choices} page="posture" />
            <Link href={quartersHref(team?.id ?? null)} className={buttonVariants({ variant: "outline" })}>
              Quarters
            </Link>
            <SendMe
              team={team}
              schedules={schedules}
              schedule={scheduleReportAction}
              unschedule={unscheduleReportAction}
            />
          </>
        }
      />
      {posture.tiers.length === 0 ? <NoAgentYet ctx={ctx} /> : null}
      <div className="grid gap-4">
        <Headline measures={measures.filter(({ headline }) => headline)} />
        <div className={cn("grid items-start gap-4", alerts.length > 0 && "lg:grid-cols-2")}>
          <WorseCard worse={worse} comparedWith={comparedWith} />
          {alerts.length ? <AlertsCard alerts={alerts} /> : null}
        </div>
        <Charts posture={posture} />
        <Others measures={measures.filter(({ headline }) => !headline)} />
      </div>
    </>
  );
}

function Whose({ posture: { team, asOf } }: { posture: PostureView }) {
  return (
    <>
      {team ? (
        <>
          Where the team <LiteralText text={team.name} /> stands
        </>
      ) : (
        "Where the whole organisation stands"
      )}
      , as of <Time at={asOf} format="exact" />. Every number opens the rows that it was counted from; arrows compare
      with a week ago.
    </>
  );
}

/** What is missing, and the way to it for whoever may go there. */
function NoAgentYet({ ctx }: { ctx: Context }) {
  const ways = [
    { may: canSomewhere(ctx.actor, "agents.create"), href: "/agents/new", text: "register one" },
    { may: canSomewhere(ctx.actor, "agents.import"), href: "/imports/new", text: "bring them in from a file" },
  ].filter(({ may }) => may);
  return (
    <Callout className="mb-4" title="There is nothing to measure yet">
      Numbers appear with the first agent
      {ways.length === 0 ? ". Owners and compliance register agents" : ": "}
      {ways.map(({ href, text }, at) => (
        <Fragment key={href}>
          {at > 0 ? " or " : ""}
          <Link href={href as Route} className="text-link underline">
            {text}
          </Link>
        </Fragment>
      ))}
      .
    </Callout>
  );
}
