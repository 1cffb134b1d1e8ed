"use client";

import { useState } from "react";
import { whyAlone } from "./lines";
import type { ReviewLine } from "./types";

export interface Chosen {
  numbers: ReadonlySet<number>;
  lines: readonly ReviewLine[];
  /** Whose agent's the chosen ones are; null: none is chosen. */
  agentId: string | null;
  toggle: (number: number) => void;
  clear: () => void;
  /** Takes these out of the choice. */
  drop: (numbers: readonly number[]) => void;
}

/** The lines that are to be answered together: of one agent, and harmless ones only (C5). */
export function useChosen(lines: readonly ReviewLine[], runs: boolean): Chosen {
  const [numbers, setNumbers] = useState<ReadonlySet<number>>(new Set());
  const chosen = lines.filter(({ number }) => numbers.has(number));
  const agentId = chosen[0]?.agentId ?? null;
  function toggle(number: number): void {
    const next = new Set(numbers);
    const line = lines.find((one) => one.number === number);
    if (next.has(number)) next.delete(number);
    else if (line && whyAlone(line, { agentId, runs }) === null) next.add(number);
    setNumbers(next);
  }
  return {
    numbers,
    lines: chosen,
    agentId,
    toggle,
    clear: () => setNumbers(new Set()),
    drop: (gone) => setNumbers((before) => new Set([...before].filter((number) => !gone.includes(number)))),
  };
}
