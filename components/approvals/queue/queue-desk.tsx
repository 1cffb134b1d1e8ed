"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { CaseDesk } from "@/components/approvals/decide/case-desk";
import type { DeskCase } from "@/components/approvals/decide/desk-case";
import { plainLine } from "@/components/approvals/decide/said";
import type { DecideActions } from "@/components/approvals/decide/types";
import { useDeskKeys } from "@/components/approvals/decide/use-desk-keys";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { QueueClockProvider } from "./clock";
import { queueHref } from "./hrefs";
import { LiveNote } from "./live-note";
import { QueueList } from "./queue-list";
import { linesOf, nextAfter, type QueueNews } from "./queue-state";
import { QueueTabs } from "./queue-tabs";
import { type LivePage, useLiveQueue } from "./use-live-queue";
import { useTitleCount } from "./use-title-count";

export interface QueueDeskProps {
  page: LivePage;
  /** The request in the address: its case, or null when there is none in sight. */
  requested: string | null;
  item: DeskCase | null;
  actions: DecideActions;
  hasPasskey: boolean;
  shortcuts: boolean;
  /** The case as the server has drawn it. */
  children: ReactNode;
}

/** List left, case right (A2, A5): both live, worked through by keyboard, and one after the other on a phone. */
export function QueueDesk(props: QueueDeskProps) {
  const { page, requested, item, actions, hasPasskey, shortcuts, children } = props;
  const router = useRouter();
  const [wanted, setWanted] = useState(requested);
  // What the address says goes before what was wanted, once it has come: but for an earlier step of our own, which arrives after
  // the next was taken already. Going back to it would swallow the key pressed meanwhile.
  const [came, setCame] = useState(requested);
  const [underWay, setUnderWay] = useState<readonly (string | null)[]>([]);
  if (came !== requested) {
    setCame(requested);
    const at = underWay.indexOf(requested);
    if (at < 0) setWanted(requested);
    setUnderWay(at < 0 ? [] : underWay.slice(at + 1));
  }
  const shown = useRef(item?.id ?? null);
  useEffect(() => {
    shown.current = item?.id ?? null;
  });
  const onNews = useCallback(
    (news: QueueNews) => {
      if (news.rows.some(({ id }) => id === shown.current)) router.refresh();
    },
    [router],
  );
  const live = useLiveQueue(page, onNews);
  const { facts } = live;
  const lines = useMemo(() => linesOf(facts, wanted), [facts, wanted]);
  useTitleCount(facts.mine.size);

  const { view, group } = facts;
  const select = useCallback(
    (id: string | null) => {
      setWanted(id);
      setUnderWay((before) => [...before, id]);
      router.replace(queueHref({ view, group, id }), { scroll: false });
    },
    [router, view, group],
  );
  // What was just answered leaves the list a moment later, and is not what comes next.
  const [answered, setAnswered] = useState<string | null>(null);
  const first = lines.find(({ id }) => id !== answered)?.id ?? null;
  useFirstOnWideScreens({ selected: wanted, first, select });

  function step(by: 1 | -1): void {
    const at = lines.findIndex(({ id }) => id === wanted);
    const next = lines[at < 0 ? 0 : Math.min(Math.max(at + by, 0), lines.length - 1)];
    if (!next || next.id === wanted) return;
    select(next.id);
    document.querySelector(`[data-request="${next.id}"]`)?.scrollIntoView({ block: "nearest" });
  }
  const [down, up] = [() => step(1), () => step(-1)];
  useDeskKeys(shortcuts, { j: down, k: up, ArrowDown: down, ArrowUp: up });

  function leave(): void {
    const line = document.querySelector<HTMLElement>(`[data-request="${wanted}"]`);
    if (window.matchMedia("(min-width: 64rem)").matches) line?.focus();
    else select(null);
  }
  const current = item !== null && item.id === wanted;
  return (
    <QueueClockProvider start={page.now} offset={live.offset}>
      <p aria-live="polite" className="sr-only">
        {plainLine(live.said)}
      </p>
      <div className="grid items-start gap-4 lg:grid-cols-[21rem_minmax(0,1fr)] xl:grid-cols-[24rem_minmax(0,1fr)]">
        <section
          aria-label="Queue"
          className={cn(
            "overflow-hidden rounded-lg border border-border bg-card lg:sticky lg:top-4 lg:flex lg:max-h-[calc(100dvh-2rem)] lg:flex-col",
            wanted && "max-lg:hidden",
          )}
        >
          <QueueTabs facts={facts} />
          <LiveNote status={live.status} onResume={live.resume} />
          <div className="min-h-0 border-border border-t lg:overflow-y-auto">
            <QueueList lines={lines} facts={facts} selected={wanted} more={page.more} onSelect={setWanted} />
          </div>
        </section>
        <div className={cn("min-w-0", !wanted && "max-lg:hidden")}>
          <Button variant="ghost" size="sm" className="mb-2 lg:hidden" onClick={() => select(null)}>
            ← All requests
          </Button>
          {item ? (
            <div className={cn("grid gap-4", !current && "opacity-60")} aria-busy={!current || undefined}>
              <CaseDesk
                {...{ item, actions, hasPasskey, shortcuts, current }}
                onDecided={() => {
                  setAnswered(item.id);
                  select(nextAfter(facts, item.id));
                }}
                onLeave={leave}
              >
                {children}
              </CaseDesk>
            </div>
          ) : (
            children
          )}
        </div>
      </div>
    </QueueClockProvider>
  );
}

/** Beside the list there is room for a case: the most urgent one. On a phone the list comes first. */
function useFirstOnWideScreens({
  selected,
  first,
  select,
}: {
  selected: string | null;
  first: string | null;
  select: (id: string) => void;
}) {
  useEffect(() => {
    if (selected === null && first !== null && window.matchMedia("(min-width: 64rem)").matches) select(first);
  }, [selected, first, select]);
}
