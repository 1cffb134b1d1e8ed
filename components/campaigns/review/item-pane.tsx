"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Ref } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { AnswerBar } from "./answer-bar";
import { stepFrom } from "./desk-state";
import { Evidence } from "./evidence";
import { ItemHead } from "./item-head";
import type { Desk } from "./use-desk";

interface ItemPaneProps {
  desk: Desk;
  heading: Ref<HTMLHeadingElement>;
  onReassign: () => void;
}

/** One right on one screen: what it is, what is recorded of it, and what may be said. */
export function ItemPane({ desk, heading, onReassign }: ItemPaneProps) {
  const { item, at, items, saves, draft } = desk;
  return (
    <>
      <Steps desk={desk} />
      {item ? (
        <>
          <ItemHead item={item} ref={heading} />
          <Evidence item={item} />
          {/* What the bar lies over on a phone. */}
          <div aria-hidden className="h-44 lg:hidden print:hidden" />
          <AnswerBar
            item={item}
            draft={draft.now}
            said={saves.said.get(item.number) ?? null}
            onBegin={draft.begin}
            onDraft={draft.change}
            onBack={draft.close}
            onSave={desk.save}
            onReassign={onReassign}
          />
        </>
      ) : items.failure ? (
        <ErrorState
          kind="missing"
          title="This item did not come"
          description={items.failure}
          actions={
            at === null ? undefined : (
              <Button variant="outline" onClick={() => items.renew(at)}>
                Try again
              </Button>
            )
          }
        />
      ) : (
        <Coming desk={desk} />
      )}
    </>
  );
}

/** Where one is in the list, and the way on for whoever uses no keys. */
function Steps({ desk: { lines, at, go, loaded } }: { desk: Desk }) {
  const position = lines.findIndex(({ number }) => number === at);
  const [before, after] = [stepFrom(lines, at, -1), stepFrom(lines, at, 1)];
  return (
    <div className="flex items-center justify-between gap-2 border-border border-b bg-muted px-2 py-1">
      <IconButton label="Previous item" shortcut="k" size="sm" disabled={position <= 0} onClick={() => go(before)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <p className="text-muted-foreground text-xs tabular-nums">
        {position >= 0 ? `${position + 1} of ${lines.length}${loaded.more ? "+" : ""}` : "Not in this list"}
        {loaded.failed ? <span className="text-danger"> · the rest of the list did not come</span> : null}
      </p>
      <IconButton
        label="Next item"
        shortcut="j"
        size="sm"
        disabled={position < 0 ? lines.length === 0 : position >= lines.length - 1}
        onClick={() => go(after)}
      >
        <ChevronRight aria-hidden />
      </IconButton>
    </div>
  );
}

/** The line is known already while the rest is on its way. */
function Coming({ desk: { lines, at } }: { desk: Desk }) {
  const line = lines.find(({ number }) => number === at);
  return (
    <div aria-busy className="grid gap-2 px-4 pt-4 pb-6">
      <p className="font-semibold text-lg">{line ? <LiteralText text={line.agentName} /> : "…"}</p>
      <p className="max-w-4xl text-base leading-relaxed first-letter:uppercase">
        {line ? <LiteralText text={line.sentence} /> : null}
      </p>
      <div className="mt-2 h-40 rounded-md bg-muted" />
    </div>
  );
}
