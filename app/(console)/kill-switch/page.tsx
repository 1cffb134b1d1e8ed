import { FlaskConical, OctagonX, ShieldCheck } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { SwitchCard } from "@/components/incidents/switch-card";
import { SwitchHistory } from "@/components/incidents/switch-history";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { getSwitchBoard, listPastSwitches } from "@/lib/incidents";
import { liftSwitchAction, requestLiftAction } from "./actions";

export const metadata: Metadata = { title: "Kill switch" };

const ACTIONS = { requestLift: requestLiftAction, lift: liftSwitchAction };

export default async function KillSwitchPage({ searchParams }: PageProps<"/kill-switch">) {
  const [{ older }, ctx] = await Promise.all([searchParams, requireContext()]);
  const [board, past] = await Promise.all([
    getSwitchBoard(ctx),
    listPastSwitches(ctx, typeof older === "string" ? older : null),
  ]);
  const { active, points, mayThrow } = board;
  return (
    <>
      <PageHeader
        title="Kill switch"
        description="Stop an agent, or everything, at once. The answer comes when every decision point has confirmed that it denies."
        actions={mayThrow ? <ThrowLinks /> : undefined}
      />
      <div className="grid gap-5">
        {active.length ? (
          <div className="grid items-start gap-4 xl:grid-cols-2">
            {active.map((view) => (
              <SwitchCard key={view.id} view={view} actions={ACTIONS} />
            ))}
          </div>
        ) : (
          <div className="flex items-start gap-3 rounded-lg border border-success-line bg-success-soft px-4 py-3.5">
            <ShieldCheck aria-hidden className="mt-0.5 size-5 shrink-0 text-success" />
            <div>
              <h2 className="font-semibold text-base">Nothing is stopped</h2>
              <p className="text-muted-foreground">{pointsText(points)}</p>
            </div>
          </div>
        )}
        <Card aria-labelledby="history">
          <CardHeader id="history" title="History" description="What was stopped, drills among it, the latest first." />
          {past.rows.length ? (
            <SwitchHistory rows={past.rows} />
          ) : (
            <EmptyState
              level={3}
              icon={<FlaskConical />}
              title="Never thrown"
              description="A drill goes the whole way and stops nothing: it shows how long stopping would take."
            />
          )}
          {past.next || older ? (
            <nav
              aria-label="Pages of the history"
              className="flex justify-between gap-2 border-border border-t px-4 py-2.5"
            >
              {older ? <PageLink href="/kill-switch" label="Latest" /> : <span />}
              {past.next ? <PageLink href={`/kill-switch?older=${past.next}`} label="Older" /> : null}
            </nav>
          ) : null}
        </Card>
      </div>
    </>
  );
}

function ThrowLinks() {
  return (
    <>
      <Link href={"/kill-switch/throw?drill=1" as Route} className={buttonVariants({ variant: "outline" })}>
        <FlaskConical aria-hidden />
        Run a drill
      </Link>
      <Link href={"/kill-switch/throw" as Route} className={buttonVariants({ variant: "destructive" })}>
        <OctagonX aria-hidden />
        Stop something
      </Link>
    </>
  );
}

function PageLink({ href, label }: { href: string; label: string }) {
  return (
    <Link href={href as Route} className={buttonVariants({ variant: "outline", size: "sm" })}>
      {label}
    </Link>
  );
}

function pointsText(points: number): string {
  if (points === 0) return "No decision point is running now.";
  return `${points === 1 ? "One decision point is" : `${points} decision points are`} running and would be told at once.`;
}
