import type { ControlView } from "@/lib/agents/terms";

/** "7 of 9 met", and "1 waived" where some are. */
export function tallyText(controls: readonly Pick<ControlView, "state">[]): string {
  const count = (state: ControlView["state"]) => controls.filter((control) => control.state === state).length;
  const waived = count("waived");
  return `${count("met")} of ${controls.length} met${waived ? `, ${waived} waived` : ""}`;
}
