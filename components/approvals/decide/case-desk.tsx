"use client";

import { type ReactNode, useState } from "react";
import { CaseDeskContext, type Lowered } from "@/components/approvals/opened";
import { WithClock } from "@/components/approvals/queue/clock";
import { DecideBar } from "./decide-bar";
import type { DeskCase } from "./desk-case";
import type { DecideActions } from "./types";
import { useDwell } from "./use-dwell";

export interface CaseDeskProps {
  item: DeskCase;
  actions: DecideActions;
  /** Whether the reader has a passkey: without one nothing of tier high or critical can be approved. */
  hasPasskey: boolean;
  /** Single keys act; a person may have turned that off. */
  shortcuts: boolean;
  /** False while another case is on its way: what is decided is what is asked for, or nothing. */
  current?: boolean;
  onDecided?: () => void;
  /** Esc while nothing is begun. */
  onLeave?: () => void;
  /** The case, as the server has drawn it. */
  children: ReactNode;
}

/** A case with the bar that decides it: what was opened and lowered above is what the bar knows. */
export function CaseDesk(props: CaseDeskProps) {
  const { item, actions, children } = props;
  const about = `${item.id} ${item.digest}`;
  const [known, setKnown] = useState(() => nothing(about));
  // What was opened and lowered of one action says nothing about another.
  const desk = known.about === about ? known : nothing(about);
  const dwell = useDwell(item.id, (dwellMillis) => void actions.noteView({ id: item.id, dwellMillis }).catch(() => {}));

  const change = (next: Partial<Omit<Desk, "about">>) =>
    setKnown((before) => ({ ...(before.about === about ? before : nothing(about)), ...next }));
  function lower(path: string, value: Lowered | null): void {
    setKnown((before) => {
      const lowered = new Map(before.lowered ?? []);
      if (value) lowered.set(path, value);
      else lowered.delete(path);
      return { ...before, lowered };
    });
  }
  const open = (path: string) =>
    setKnown((before) => {
      const own = before.about === about ? before : nothing(about);
      return { ...own, opened: new Set(own.opened).add(path) };
    });

  return (
    <CaseDeskContext
      value={{
        opened: desk.opened,
        open,
        narrowing: desk.lowered && item.status === "pending" ? { values: desk.lowered, set: lower } : null,
      }}
    >
      {children}
      <WithClock>
        {/* What the bar lies over on a phone. */}
        <div aria-hidden className="h-40 lg:hidden print:hidden" />
        <DecideBar
          {...props}
          opened={desk.opened}
          lowered={desk.lowered}
          onNarrow={(on) => change({ lowered: on ? new Map() : null })}
          dwell={dwell}
        />
      </WithClock>
    </CaseDeskContext>
  );
}

interface Desk {
  about: string;
  opened: ReadonlySet<string>;
  /** Null: the reader does not narrow. */
  lowered: ReadonlyMap<string, Lowered> | null;
}

function nothing(about: string): Desk {
  return { about, opened: new Set(), lowered: null };
}
