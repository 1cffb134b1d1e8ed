import { Repeat2 } from "lucide-react";
import type { Metadata, Route } from "next";
import { StandingCard } from "@/components/approvals/standing/standing-card";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listStanding, type StandingView } from "@/lib/approvals";
import { requireContext } from "@/lib/auth";
import {
  beginConfirmationSigningAction,
  confirmStandingAction,
  rejectStandingAction,
  revokeStandingAction,
} from "./actions";

export const metadata: Metadata = { title: "Standing approvals" };

const ACTIONS = {
  confirm: confirmStandingAction,
  beginSigning: beginConfirmationSigningAction,
  reject: rejectStandingAction,
  revoke: revokeStandingAction,
};

const PARTS: readonly { title: string; holds: (view: StandingView) => boolean }[] = [
  { title: "Waits for a second person", holds: ({ state }) => state === "proposed" },
  { title: "In force", holds: ({ state }) => state === "active" },
  { title: "Over", holds: ({ state }) => state !== "proposed" && state !== "active" },
];

/** What is approved in advance, within which bounds, how much of it is used, and by whom (A4, A7). */
export default async function StandingPage() {
  const { rows, cut } = await listStanding(await requireContext());
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Approvals", href: "/approvals" as Route }, { label: "Standing" }]}
        title="Standing approvals"
        description="Requests that two people allowed in advance: bounded in arguments, number and time, and over as soon as the agent, its tool or the policy changes."
      />
      {rows.length === 0 ? (
        <EmptyState
          icon={<Repeat2 />}
          title="Nothing is approved in advance"
          description="When the same harmless request comes again and again, open one that was approved and choose “Allow the next ones like this”."
        />
      ) : null}
      {cut ? <Callout className="mb-4">Only the newest 500 are shown.</Callout> : null}
      <div className="grid gap-6">
        {PARTS.map(({ title, holds }) => {
          const views = rows.filter(holds);
          return views.length ? (
            <section key={title} aria-label={title} className="grid gap-3">
              <h2 className="font-semibold text-base">
                {title} <span className="font-normal text-muted-foreground">{views.length}</span>
              </h2>
              {views.map((view) => (
                <StandingCard key={view.id} view={view} actions={ACTIONS} />
              ))}
            </section>
          ) : null;
        })}
      </div>
    </>
  );
}
