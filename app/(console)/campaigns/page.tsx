import { ClipboardCheck, Plus } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { CampaignSection } from "@/components/campaigns/list/campaign-cards";
import { PastTable } from "@/components/campaigns/list/past-table";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listCampaigns, type PastPage, searchPast } from "@/lib/campaigns";
import type { CampaignState } from "@/lib/campaigns/terms";
import type { Context } from "@/lib/context";
import { cleanLine } from "@/lib/text";

export const metadata: Metadata = { title: "Campaigns" };

const SECTIONS: readonly { title: string; hint: string; states: readonly CampaignState[] }[] = [
  {
    title: "Waiting to be closed",
    hint: "Everybody was asked. What happens next is yours.",
    states: ["deciding_closed"],
  },
  {
    title: "Running",
    hint: "People are asked, or what they withdrew is being taken away.",
    states: ["active", "paused", "remediating", "verifying"],
  },
  { title: "Planned", hint: "Scheduled, or still a draft.", states: ["scheduled", "draft"] },
];

/** Every campaign: what waits for compliance, what runs, what is planned, what is over (C1). Reviewers are led to their own lists. */
export default async function CampaignsPage({ searchParams }: PageProps<"/campaigns">) {
  const ctx = await requireContext();
  if (!canSomewhere(ctx.actor, "campaigns.read")) redirect("/campaigns/reviews" as Route);
  const { q, after } = await searchParams;
  const search = {
    q: typeof q === "string" ? cleanLine(q, 120) : "",
    after: typeof after === "string" && /^cmp_[0-9a-z_]{1,40}$/.test(after) ? after : null,
  };
  const [living, past] = await Promise.all([listCampaigns(ctx), searchPast(ctx, search)]);
  const nothing = living.length === 0 && past.rows.length === 0 && !search.q && !search.after;
  return (
    <>
      <PageHeader
        title="Campaigns"
        description="Every right an agent holds is looked at by somebody who can judge it, and what is withdrawn is really gone."
        actions={<Ways ctx={ctx} />}
      />
      {nothing ? (
        <EmptyState
          icon={<ClipboardCheck />}
          title="Nothing was recertified yet"
          description="A campaign asks owners and reviewers about every right in its scope. The usual quarterly one takes two minutes to launch: each step is filled in, and you see what it would do before it does it."
          actions={canSomewhere(ctx.actor, "campaigns.launch") ? <NewCampaign /> : null}
        />
      ) : (
        <div className="grid gap-6">
          {SECTIONS.map(({ title, hint, states }) => {
            const rows = living.filter(({ state }) => states.includes(state));
            return rows.length ? <CampaignSection key={title} title={title} hint={hint} rows={rows} /> : null;
          })}
          <Past page={past} search={search} />
        </div>
      )}
    </>
  );
}

function Ways({ ctx }: { ctx: Context }) {
  return (
    <>
      <Link href={"/campaigns/reviews" as Route} className={buttonVariants({ variant: "outline" })}>
        My reviews
      </Link>
      <Link href={"/campaigns/definitions" as Route} className={buttonVariants({ variant: "outline" })}>
        Schedules
      </Link>
      <Link href={"/campaigns/exclusions" as Route} className={buttonVariants({ variant: "outline" })}>
        Exclusions
      </Link>
      {canSomewhere(ctx.actor, "campaigns.launch") ? <NewCampaign /> : null}
    </>
  );
}

function NewCampaign() {
  return (
    <Link href={"/campaigns/new" as Route} className={buttonVariants()}>
      <Plus aria-hidden />
      New campaign
    </Link>
  );
}

function Past({ page, search }: { page: PastPage; search: { q: string; after: string | null } }) {
  const older = new URLSearchParams({ ...(search.q ? { q: search.q } : {}), after: page.next ?? "" });
  if (!page.rows.length && !search.q && !search.after) return null;
  return (
    <section aria-label="Past" className="grid gap-2">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 className="font-semibold text-base">Past</h2>
        <form className="flex gap-2">
          <Input
            name="q"
            type="search"
            aria-label="Search past campaigns"
            placeholder="Name…"
            defaultValue={search.q}
            className="w-52"
          />
          <button type="submit" className={buttonVariants({ variant: "outline" })}>
            Search
          </button>
        </form>
      </div>
      {page.rows.length ? (
        <PastTable rows={page.rows} />
      ) : (
        <p className="text-muted-foreground">No past campaign of that name.</p>
      )}
      {search.after || page.next ? (
        <nav aria-label="Pages of past campaigns" className="flex justify-end gap-2 print:hidden">
          {search.after ? (
            <Link href={"/campaigns" as Route} className={buttonVariants({ variant: "outline" })}>
              Latest
            </Link>
          ) : null}
          {page.next ? (
            <Link href={`/campaigns?${older}` as Route} className={buttonVariants({ variant: "outline" })}>
              Older
            </Link>
          ) : null}
        </nav>
      ) : null}
    </section>
  );
}
