import { Check } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/cn";
import { buttonVariants } from "@/components/ui/button";
import type { DecisionSearch } from "@/lib/policy/schema";
import { OUTCOME_LABELS, OUTCOMES, type Outcome } from "@/lib/policy/terms";
import { decisionsHref } from "./hrefs";

interface DecisionFiltersProps {
  search: DecisionSearch;
  base?: string;
  /** What else narrows the list, with the words for it. */
  applied: readonly { label: string; without: Partial<DecisionSearch> }[];
}

/** Each choice is a link, so that a filter is an address. */
export function DecisionFilters({ search, base, applied }: DecisionFiltersProps) {
  const toggled = (outcome: Outcome) =>
    search.outcome.includes(outcome)
      ? search.outcome.filter((other) => other !== outcome)
      : [...search.outcome, outcome];
  return (
    <nav aria-label="Filters" className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
      {OUTCOMES.map((outcome) => (
        <Choice
          key={outcome}
          href={decisionsHref(search, { outcome: toggled(outcome) }, base)}
          on={search.outcome.includes(outcome)}
        >
          {OUTCOME_LABELS[outcome]}
        </Choice>
      ))}
      <Choice href={decisionsHref(search, { tries: !search.tries }, base)} on={search.tries}>
        With tries at the test bench
      </Choice>
      {applied.map(({ label, without }) => (
        <Choice key={label} href={decisionsHref(search, without, base)} on>
          {label}
        </Choice>
      ))}
    </nav>
  );
}

function Choice({ href, on, children }: { href: ReturnType<typeof decisionsHref>; on: boolean; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-current={on ? "true" : undefined}
      className={cn(buttonVariants({ variant: "outline", size: "sm" }), on && "border-primary bg-selected")}
    >
      {on ? <Check aria-hidden /> : null}
      {children}
    </Link>
  );
}
