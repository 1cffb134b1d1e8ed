import type { Route } from "next";
import Link from "next/link";
import { shareText } from "@/components/campaigns/list/answered-bar";
import { cn } from "@/components/cn";
import { Time } from "@/components/ui/time";
import type { CampaignProgressView, CampaignRow } from "@/lib/campaigns/views";
import { groupsOf, statesOf, TAKING } from "./groups";
import { itemsHref } from "./hrefs";

/** The numbers that say how it stands; each leads to its items. */
export function Figures({ campaign, progress }: { campaign: CampaignRow; progress: CampaignProgressView }) {
  const { id, items, answered } = campaign;
  const sums = progress.tiers.map(groupsOf);
  const total = (of: (sum: ReturnType<typeof groupsOf>) => number) => sums.reduce((all, sum) => all + of(sum), 0);
  const taken = progress.tiers.reduce(
    (all, { decisions }) => all + (decisions.revoke ?? 0) + (decisions.suspend ?? 0),
    0,
  );
  const stuck = total((sum) => sum.stuck);
  return (
    <ul aria-label="Figures" className="mb-4 grid grid-cols-2 gap-3 max-lg:[&>:last-child]:col-span-2 lg:grid-cols-5">
      <Figure
        label="Answered"
        value={items === 0 ? "–" : shareText(answered / items)}
        note={`${answered.toLocaleString("en")} of ${items.toLocaleString("en")} items`}
        href={itemsHref(id, {})}
      />
      <Figure
        label="Wait for an answer"
        value={total((sum) => sum.waits).toLocaleString("en")}
        note={
          campaign.state === "active" ? (
            <>
              The stage ends <Time at={campaign.stageDueAt} missing="when all answered" />
            </>
          ) : (
            "Nobody is asked now"
          )
        }
        href={itemsHref(id, { states: statesOf("waits") })}
      />
      <Figure
        label="Need somebody"
        value={stuck.toLocaleString("en")}
        note="Nobody to ask, or votes disagree"
        href={itemsHref(id, { states: statesOf("stuck") })}
        alarming={stuck > 0}
      />
      <Figure
        label="Taken away at the close"
        value={taken.toLocaleString("en")}
        note="Revoked or suspended"
        href={itemsHref(id, { decisions: TAKING })}
      />
      <Figure
        label="Decided, not signed off"
        value={total((sum) => sum.decided).toLocaleString("en")}
        note="Can still be changed freely"
        href={itemsHref(id, { states: statesOf("decided") })}
      />
    </ul>
  );
}

interface FigureProps {
  label: string;
  value: string;
  note: React.ReactNode;
  href: Route;
  alarming?: boolean;
}

function Figure({ label, value, note, href, alarming = false }: FigureProps) {
  return (
    <li>
      <Link
        href={href}
        prefetch={false}
        className="block h-full rounded-lg border border-border bg-card px-4 py-3 hover:border-border-strong hover:bg-accent"
      >
        <span className="block text-muted-foreground text-xs">{label}</span>
        <span className={cn("mt-0.5 block font-semibold text-xl tabular-nums", alarming && "text-warning")}>
          {value}
        </span>
        <span className="mt-0.5 block text-muted-foreground text-xs">{note}</span>
      </Link>
    </li>
  );
}
