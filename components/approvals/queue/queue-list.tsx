"use client";

import { Hourglass } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { QueueView } from "@/lib/approvals/terms";
import type { QueueRow } from "@/lib/approvals/views";
import { queueHref } from "./hrefs";
import { QueueLine } from "./queue-line";
import type { QueueFacts } from "./queue-state";

interface QueueListProps {
  lines: readonly QueueRow[];
  facts: QueueFacts;
  selected: string | null;
  /** More than these are on the server. */
  more: boolean;
  onSelect: (id: string) => void;
}

/** The requests of this part of the queue. */
export function QueueList({ lines, facts, selected, more, onSelect }: QueueListProps) {
  const { view, group, arrived } = facts;
  if (lines.length === 0) return <Nothing facts={facts} />;
  return (
    <>
      <ul aria-label={LIST_LABELS[view]} className="divide-y divide-border">
        {lines.map((row) => (
          <li key={row.id} className="[contain-intrinsic-size:auto_5rem] [content-visibility:auto]">
            <QueueLine
              row={row}
              href={queueHref({ view, group, id: row.id })}
              selected={row.id === selected}
              isNew={arrived.has(row.id)}
              onSelect={() => onSelect(row.id)}
            />
          </li>
        ))}
      </ul>
      {more ? (
        <p className="border-border border-t p-2 text-center">
          <Link
            href={queueHref({ view, group, id: selected, after: lines.at(-1)?.id })}
            prefetch={false}
            scroll={false}
            className={buttonVariants({ variant: "ghost", size: "sm" })}
          >
            Show more
          </Link>
        </p>
      ) : null}
    </>
  );
}

const LIST_LABELS: Record<QueueView, string> = {
  mine: "Waiting for you",
  waiting: "All that waits",
  answered: "Answered by you",
  past: "Over",
};

const EMPTY: Record<QueueView, { title: string; description: string }> = {
  mine: {
    title: "Nothing waits for you",
    description: "When an agent asks for something that you may decide, it appears here by itself.",
  },
  waiting: {
    title: "Nothing waits",
    description: "No agent waits for an answer. A new request appears here by itself.",
  },
  answered: { title: "You have answered nothing yet", description: "What you approve or deny stands here afterwards." },
  past: {
    title: "Nothing is over yet",
    description: "Requests stand here once they were answered or ran out of time.",
  },
};

function Nothing({ facts: { view, group, waiting } }: { facts: QueueFacts }) {
  const { title, description } = EMPTY[view];
  return (
    <EmptyState
      level={3}
      icon={<Hourglass />}
      title={group ? `${title} in this group` : title}
      description={description}
      actions={
        view === "mine" && waiting.size > 0 ? (
          <Link href={queueHref({ view: "waiting", group })} className={buttonVariants({ variant: "outline" })}>
            {waiting.size === 1 ? "1 waits for others" : `${waiting.size} wait for others`}
          </Link>
        ) : null
      }
    />
  );
}
