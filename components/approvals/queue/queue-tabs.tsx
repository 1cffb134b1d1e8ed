"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { LinkTabs } from "@/components/ui/tabs";
import { type Group, QUEUE_VIEWS, type QueueView } from "@/lib/approvals/terms";
import { PRIVILEGE_CLASSES, PRIVILEGE_LABELS } from "@/lib/risk/terms";
import { queueHref } from "./hrefs";
import type { QueueFacts } from "./queue-state";

const LABELS: Record<QueueView, string> = { mine: "For you", waiting: "All", answered: "Answered", past: "Over" };

/** The parts of the queue, with what waits in each, and the groups that were asked. */
export function QueueTabs({ facts }: { facts: QueueFacts }) {
  const router = useRouter();
  const { view, group, mine, waiting } = facts;
  const counts: Partial<Record<QueueView, number>> = { mine: mine.size, waiting: waiting.size };
  return (
    <div className="grid gap-2 px-3 pt-1">
      <LinkTabs
        label="Parts of the queue"
        tabs={QUEUE_VIEWS.map((one) => ({
          href: queueHref({ view: one, group }),
          label: LABELS[one],
          count: counts[one],
          current: one === view,
        }))}
      />
      <div className="flex items-center gap-2">
        <select
          aria-label="Group that was asked"
          value={group ?? ""}
          onChange={(event) => router.replace(queueHref({ view, group: (event.target.value || null) as Group | null }))}
          className="h-7 min-w-0 flex-1 rounded-md border border-input bg-card px-2 text-sm max-sm:h-11"
        >
          <option value="">Every group</option>
          {PRIVILEGE_CLASSES.map((one) => (
            <option key={one} value={one}>
              {PRIVILEGE_LABELS[one]}
            </option>
          ))}
        </select>
        {group ? (
          <Link href={queueHref({ view, group: null })} className="shrink-0 text-link text-xs hover:underline">
            Clear
          </Link>
        ) : null}
      </div>
    </div>
  );
}
