import { Handshake } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { AcceptAll } from "@/components/ownership/accept-all";
import { HandOverRows } from "@/components/ownership/hand-over-rows";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listHandOvers } from "@/lib/agents";
import { requireContext } from "@/lib/auth";
import { acceptHandOverAction, acceptHandOversAction, declineHandOverAction, withdrawHandOverAction } from "./actions";

export const metadata: Metadata = { title: "Hand-overs" };

const ACTIONS = { accept: acceptHandOverAction, decline: declineHandOverAction, withdraw: withdrawHandOverAction };

export default async function HandOversPage({ searchParams }: PageProps<"/inbox/hand-overs">) {
  const [ctx, given] = await Promise.all([requireContext(), searchParams]);
  const after = (name: "mine" | "offered") => {
    const value = given[name];
    return typeof value === "string" && /^hov_[0-9a-z]{1,40}$/.test(value) ? value : null;
  };
  const [mine, offered] = await Promise.all([
    listHandOvers(ctx, { which: "mine", after: after("mine") }),
    listHandOvers(ctx, { which: "offered", after: after("offered") }),
  ]);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Inbox", href: "/inbox" }, { label: "Hand-overs" }]}
        title="Hand-overs"
        description="Whoever is named to answer for an agent has to accept. Until then the former arrangement stands."
      />
      <div className="grid gap-4">
        <Card>
          <CardHeader
            title="Asked of you"
            description={`${mine.total.toLocaleString("en")} waiting for your answer`}
            actions={mine.total > 1 ? <AcceptAll total={mine.total} accept={acceptHandOversAction} /> : undefined}
          />
          {mine.rows.length ? (
            <HandOverRows label="Asked of you" offers={mine.rows} actions={ACTIONS} />
          ) : (
            <EmptyState
              icon={<Handshake />}
              title="Nobody asks you to answer for an agent"
              description="When somebody names you as owner, deputy or sponsor, you accept or decline it here."
            />
          )}
          <Next list="mine" next={mine.next} />
        </Card>
        {offered.total ? (
          <Card>
            <CardHeader
              title="Asked by you"
              description={`${offered.total.toLocaleString("en")} waiting for somebody else's answer`}
            />
            <HandOverRows label="Asked by you" offers={offered.rows} actions={ACTIONS} />
            <Next list="offered" next={offered.next} />
          </Card>
        ) : null}
      </div>
    </>
  );
}

function Next({ list, next }: { list: "mine" | "offered"; next: string | null }) {
  if (!next) return null;
  return (
    <p className="border-border border-t px-4 py-3">
      <Link
        href={`/inbox/hand-overs?${list}=${next}` as Route}
        className="text-link underline-offset-3 hover:underline"
      >
        More
      </Link>
    </p>
  );
}
