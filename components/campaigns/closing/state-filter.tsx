import type { Route } from "next";
import { LinkTabs } from "@/components/ui/tabs";
import type { RemediationPage } from "@/lib/campaigns";
import { REMEDIATION_STATES, type RemediationState } from "@/lib/campaigns/terms";
import { STATE_WORDS } from "./words";

/** The states that there are, each with how many; all of them first. */
export function StateFilter({
  counts,
  current,
  hrefOf,
}: {
  counts: RemediationPage["counts"];
  current: RemediationState | undefined;
  hrefOf: (state: RemediationState | undefined) => string;
}) {
  const of = (wanted: RemediationState | undefined) =>
    counts.reduce((sum, { state, items }) => sum + (!wanted || state === wanted ? items : 0), 0);
  const states = REMEDIATION_STATES.filter((state) => of(state) > 0 || state === current);
  return (
    <LinkTabs
      label="Which remediations"
      tabs={[undefined, ...states].map((state) => ({
        href: hrefOf(state) as Route,
        label: state ? STATE_WORDS[state].label : "All",
        count: of(state),
        current: state === current,
      }))}
    />
  );
}
