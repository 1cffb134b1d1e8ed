"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { useDwell } from "@/components/approvals/decide/use-dwell";
import type { ItemDecision } from "@/lib/campaigns/terms";
import { modeOf, nearby, nextUnanswered, stepFrom } from "./desk-state";
import { changeOf, type Draft, emptyDraft, keepDraft, keptDraft, missingOf } from "./draft";
import type { ReviewDeskProps } from "./review-desk";
import type { Mode, Show } from "./types";
import { useItems } from "./use-items";
import { useLines, useMoreAhead } from "./use-lines";
import { useSaves } from "./use-saves";

export const reviewHref = (campaignId: string, show: Show, mode: Mode, at: number | null): string => {
  const query = new URLSearchParams();
  if (show !== "open") query.set("show", show);
  if (mode !== "item") query.set("mode", mode);
  if (at !== null) query.set("item", String(at));
  const text = query.toString();
  return `/campaigns/${campaignId}/review${text ? `?${text}` : ""}`;
};

const NOTHING = () => {};
const STAYS_MS = 400;

/** Everything the screen knows and does, apart from how it looks. */
export function useDesk(props: ReviewDeskProps) {
  const { campaignId, personId, show, page, first, actions } = props;
  const router = useRouter();
  const [mode, setMode] = useState<Mode>(props.mode);
  const begin = first?.number ?? page.lines[0]?.number ?? null;
  const [at, setAt] = useState<number | null>(begin);
  // A list that came anew, after a sign-off or a hand-over, begins at its beginning.
  const [came, setCame] = useState(page);
  if (came !== page) {
    setCame(page);
    setAt(begin);
  }
  const loaded = useLines(campaignId, show, page);
  useMoreAhead(loaded, at);
  const { lines } = loaded;
  const items = useItems(campaignId, first, at, mode === "item" ? nearby(lines, at) : []);
  const { item } = items;
  const dwell = useDwell(`${campaignId} ${mode} ${at}`, NOTHING);
  const [spoken, setSpoken] = useState("");
  const scope = `${personId}:${campaignId}`;
  const saves = useSaves(actions, (number, outcome) => {
    if (outcome.ok) {
      keepDraft(scope, number, null);
      return items.answered(number, outcome.version);
    }
    items.renew(number);
    setSpoken(`Item ${number} was not saved: ${outcome.message}`);
    draft.restore(number);
  });
  const draft = useDrafts(scope, at, at !== null && saves.said.get(at)?.state === "saving");

  // The address follows without a visit to the server: what is shown here was fetched already. It follows who stays a moment; at
  // every step it would draw the whole shell anew and fetch the icon of the page again.
  useEffect(() => {
    const timer = setTimeout(() => {
      window.history.replaceState(null, "", reviewHref(campaignId, show, mode, at));
    }, STAYS_MS);
    return () => clearTimeout(timer);
  }, [campaignId, show, mode, at]);

  const go = useCallback((number: number | null) => {
    if (number !== null) setAt(number);
  }, []);

  function save(): void {
    if (!item || !draft.now) return;
    const correcting = modeOf(item) === "correct";
    if (missingOf(draft.now, { correcting }) !== null) return;
    const { decision, reason, text } = draft.now;
    saves.save(
      {
        campaignId,
        number: item.number,
        version: item.version,
        digest: item.digest,
        decision,
        reason: reason ?? "",
        text: text.trim(),
        ...(decision === "reduce" || decision === "transfer" ? { change: changeOf(draft.now, item) } : {}),
        dwellMillis: Math.round(dwell()),
        recommended: item.recommendation,
      },
      correcting,
    );
    draft.close();
    if (!correcting) go(stepFrom(lines, at, 1) ?? nextUnanswered(lines, saves.said, at));
  }

  return {
    ...{ mode, setMode, at, go, loaded, lines, items, item, saves, draft, save, spoken, setSpoken },
    refresh: () => {
      saves.forget();
      setAt(null);
      router.replace(reviewHref(campaignId, show, mode, null) as Route, { scroll: false });
      router.refresh();
    },
  };
}

export type Desk = ReturnType<typeof useDesk>;

/** What is being said of the item that is looked at; kept in this browser until it is saved. */
function useDrafts(scope: string, at: number | null, busy: boolean) {
  const [open, setOpen] = useState<{ number: number; draft: Draft } | null>(null);
  const now = open && open.number === at ? open.draft : null;
  const asked = useRef<number | null>(null);
  // What was begun before the tab was closed stands there again.
  useEffect(() => {
    if (at === null || asked.current === at) return;
    asked.current = at;
    // What is on its way is kept as well until it has arrived, and is nothing that was begun.
    const kept = busy ? null : keptDraft(scope, at);
    if (kept) setOpen({ number: at, draft: kept });
  }, [scope, at, busy]);
  const change = (draft: Draft) => {
    if (at === null) return;
    setOpen({ number: at, draft });
    keepDraft(scope, at, draft);
  };
  return {
    now,
    change,
    begin: (decision: ItemDecision) => change(now?.decision === decision ? now : emptyDraft(decision)),
    /** Leaves what was written where it is. */
    close: () => setOpen(null),
    /** Opens again what could not be saved, if it is still looked at. */
    restore: (number: number) => {
      const kept = keptDraft(scope, number);
      if (kept) setOpen((before) => before ?? { number, draft: kept });
    },
  };
}
