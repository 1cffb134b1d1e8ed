"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useState } from "react";
import { toast } from "@/components/ui/toast";
import type { BulkOutcome, WaitingTool } from "@/lib/agents/schema";
import { decide, isCorrectedOtherwise } from "./decide-dialog";
import type { ToolActions } from "./types";
import { useQueueKeys } from "./use-queue-keys";

type Event = "accept" | "block";

/** What is ticked, asked and done in the queue of tools that wait. */
export function useQuarantine(given: {
  waiting: readonly WaitingTool[];
  actions: ToolActions;
  root: RefObject<HTMLElement | null>;
  keys: boolean;
}) {
  const { waiting, actions, root, keys } = given;
  const router = useRouter();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<{ event: Event; tools: WaitingTool[] } | null>(null);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const [busyId, setBusyId] = useState<string | null>(null);
  const picked = waiting.filter(({ id }) => chosen.has(id));
  const ask = (event: Event, tools: WaitingTool[]) => setAsked(tools.length ? { event, tools } : null);

  function toggle(id: string): void {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }
  function done(event: Event, result: BulkOutcome): void {
    const past = event === "accept" ? "accepted" : "blocked";
    if (result.done) toast.success(result.done === 1 ? `1 tool is ${past}` : `${result.done} tools are ${past}`);
    setOutcome(result.refused ? result : null);
    setAsked(null);
    setChosen(new Set());
    router.refresh();
  }
  async function accept(tool: WaitingTool): Promise<void> {
    // What the reader must answer is asked; what lies open in front of them is not asked twice.
    if (tool.warnings.length || isCorrectedOtherwise(tool)) return ask("accept", [tool]);
    setBusyId(tool.id);
    const answer = await decide({ event: "accept", tools: [tool], actions, reason: "", keep: false });
    setBusyId(null);
    if (answer.ok) return done("accept", answer.value);
    toast.error(answer.message);
  }
  useQueueKeys({
    enabled: keys,
    root,
    onKey: (key, id) => {
      const here = waiting.filter((tool) => tool.id === id);
      if (key === "x") return here.forEach((tool) => void toggle(tool.id));
      ask(key === "a" ? "accept" : "block", picked.length ? picked : here);
    },
  });
  const tickAll = (on: boolean) => setChosen(new Set(on ? waiting.map(({ id }) => id) : []));
  return { chosen, picked, asked, outcome, busyId, toggle, tickAll, ask, accept, done };
}
