"use client";

import { useEffect, useRef, useState } from "react";
import { plainLine } from "@/components/approvals/decide/said";
import { useDeskKeys } from "@/components/approvals/decide/use-desk-keys";
import { Card } from "@/components/ui/card";
import { toast } from "@/components/ui/toast";
import { DECISION_LABELS } from "@/lib/campaigns/terms";
import { TIER_LABELS } from "@/lib/risk/terms";
import { ReviewBulkBar } from "./bulk-bar";
import { keysOf } from "./desk-keys";
import { countsWith } from "./desk-state";
import { ItemPane } from "./item-pane";
import { Lines } from "./lines";
import { NoLines } from "./no-lines";
import { ReassignDialog } from "./reassign-dialog";
import { ReviewStrip } from "./review-strip";
import { SignOffDialog } from "./sign-off-dialog";
import type { LinesPage, Mode, ReviewActions, ReviewCounts, ReviewItem, Show } from "./types";
import { useChosen } from "./use-chosen";
import { type Desk, reviewHref, useDesk } from "./use-desk";
import { countWords, RECOMMENDED } from "./words";

export interface ReviewDeskProps {
  campaignId: string;
  personId: string;
  show: Show;
  mode: Mode;
  page: LinesPage;
  counts: ReviewCounts;
  /** The item in the address, or the first one. */
  first: ReviewItem | null;
  /** Whether the campaign takes answers now. */
  runs: boolean;
  actions: ReviewActions;
  /** Single keys act; a person may have turned that off. */
  shortcuts: boolean;
}

/** What a campaign asks one reviewer: one item at a time or a dense list, all of it by keyboard, saved as it is said (C2, C5). */
export function ReviewDesk(props: ReviewDeskProps) {
  const { campaignId, show, actions } = props;
  const desk = useDesk(props);
  const { mode, setMode, at, go, lines, saves, item } = desk;
  const [asked, setAsked] = useState<"sign" | "reassign" | null>(null);
  const chosen = useChosen(lines, props.runs);
  const counts = countsWith(props.counts, lines, saves.said);
  const heading = useRef<HTMLHeadingElement>(null);
  useFollow(desk, heading);

  const ask = (what: "sign" | "reassign") => {
    if (props.runs) setAsked(what);
  };
  const open = (number: number) => {
    go(number);
    setMode("item");
  };
  useDeskKeys(props.shortcuts && asked === null, keysOf({ desk, chosen, ask }));
  return (
    <>
      <p aria-live="polite" className="sr-only">
        {plainLine(desk.spoken)}
      </p>
      <ReviewStrip
        {...{ counts, mode, show }}
        runs={props.runs}
        hrefOf={(one, how) => reviewHref(campaignId, one, how, null)}
        onMode={setMode}
        onSignOff={() => ask("sign")}
        saving={saves.saving}
        failed={saves.failed.length}
        onFailed={() => open(saves.failed[0] ?? at ?? 0)}
      />
      {lines.length === 0 && !item ? (
        <NoLines show={show} counts={counts} runs={props.runs} onSignOff={() => ask("sign")} />
      ) : mode === "item" ? (
        <Card className="mt-4 overflow-clip">
          <ItemPane desk={desk} heading={heading} onReassign={() => ask("reassign")} />
        </Card>
      ) : (
        <div className="mt-4 grid gap-3">
          <Lines
            {...{ lines, at }}
            said={saves.said}
            chosen={chosen.numbers}
            agentId={chosen.agentId}
            runs={props.runs}
            onToggle={chosen.toggle}
            onOpen={open}
            more={desk.loaded.more}
            onMore={desk.loaded.loadMore}
          />
          <ReviewBulkBar
            campaignId={campaignId}
            lines={chosen.lines}
            decideBulk={actions.decideBulk}
            onClear={chosen.clear}
            onDone={(numbers, word) => {
              saves.note(numbers, word);
              for (const number of numbers) desk.items.renew(number);
              if (numbers.length)
                toast.success(`${DECISION_LABELS[word.decision]}: ${countWords(numbers.length, "item")}`);
              // What was left out stays chosen, and the dialog open that says why.
              chosen.drop(numbers);
            }}
          />
        </div>
      )}
      <SignOffDialog
        campaignId={campaignId}
        open={asked === "sign"}
        unsaved={saves.saving + saves.failed.length}
        onOpenChange={(next) => setAsked(next ? "sign" : null)}
        signOff={actions.signOff}
        onSigned={(items) => {
          toast.success(`Signed off: ${countWords(items, "answer")}`);
          desk.refresh();
        }}
      />
      {item ? (
        <ReassignDialog
          key={item.number}
          item={item}
          open={asked === "reassign"}
          onOpenChange={(next) => setAsked(next ? "reassign" : null)}
          reassign={actions.reassign}
          onDone={(name) => {
            toast.success(`Handed on to ${name}`);
            desk.refresh();
          }}
        />
      ) : null}
    </>
  );
}

/** The eye and the ear follow the item: its heading takes the focus, and what it is about is said once. */
function useFollow(desk: Desk, heading: { readonly current: HTMLHeadingElement | null }): void {
  const { mode, at, item, lines, setSpoken } = desk;
  const ready = item?.number ?? null;
  const told = useRef<number | null>(ready);
  useEffect(() => {
    // Enter then opens what is looked at, as it does wherever the focus is on a line.
    if (mode === "list") document.querySelector<HTMLElement>(`[data-line="${at}"] [data-open]`)?.focus();
  }, [mode, at]);
  useEffect(() => {
    if (mode !== "item" || ready === null || told.current === ready || !item) return;
    told.current = ready;
    heading.current?.focus({ preventScroll: true });
    if (window.scrollY > 0) window.scrollTo({ top: 0 });
    const place = lines.findIndex(({ number }) => number === ready) + 1;
    const facts = RECOMMENDED[item.recommendation].label;
    setSpoken(`Item ${place}: ${item.agentName}, tier ${TIER_LABELS[item.tier]}: ${item.sentence}. ${facts}.`);
  }, [mode, ready, item, lines, heading, setSpoken]);
}
