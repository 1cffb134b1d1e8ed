import type { Reach } from "./reach";

/** Of the rows behind the numbers, which the reader may open; nothing where that is all of them. */
export function Openable({ decisions, reports }: { decisions: Reach; reports: Reach }) {
  if (decisions === "all" && reports === "all") return null;
  return (
    <p className="text-muted-foreground text-xs">
      {decisions === reports
        ? `Of what was counted you may open ${WORDS[decisions]("decisions and reports")}.`
        : `Of what was counted you may open ${WORDS[decisions]("decisions")}, and ${WORDS[reports]("reports, which errors and durations come from")}.`}
    </p>
  );
}

const WORDS: Readonly<Record<Reach, (what: string) => string>> = {
  all: (what) => `all ${what}`,
  own: (what) => `those ${what} that are about agents you answer for`,
  none: (what) => `no ${what}`,
};
