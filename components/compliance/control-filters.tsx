import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/components/cn";
import { CONTROL_STATE_LABELS, CONTROL_STATES } from "@/lib/compliance/terms";
import type { FrameworkView } from "@/lib/compliance/views";
import { type ControlFilter, filterHref } from "./filters";

/** Filters by state and by owner; each choice is an address. */
export function ControlFilters({ framework, filter }: { framework: FrameworkView; filter: ControlFilter }) {
  const to = (change: Partial<ControlFilter>) => filterHref(framework.href, { ...filter, ...change });
  return (
    <div className="mb-4 flex flex-wrap gap-x-6 gap-y-2 print:hidden">
      <Choices label="State">
        <Choice href={to({ state: null })} current={filter.state === null} text="All" />
        {CONTROL_STATES.map((state) => (
          <Choice
            key={state}
            href={to({ state })}
            current={filter.state === state}
            text={CONTROL_STATE_LABELS[state]}
            count={framework.states[state]}
          />
        ))}
      </Choices>
      <Choices label="Owner">
        <Choice href={to({ owner: null })} current={filter.owner === null} text="Anybody" />
        <Choice
          href={to({ owner: "none" })}
          current={filter.owner === "none"}
          text="Nobody"
          count={framework.unowned}
        />
        {framework.owners.map((person) => (
          <Choice
            key={person.id}
            href={to({ owner: person.id })}
            current={filter.owner === person.id}
            text={person.name}
          />
        ))}
      </Choices>
    </div>
  );
}

function Choices({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <nav aria-label={`Filter by ${label.toLowerCase()}`} className="flex flex-wrap items-center gap-1.5">
      <span className="text-muted-foreground text-xs">{label}</span>
      {children}
    </nav>
  );
}

function Choice({ href, current, text, count }: { href: Route; current: boolean; text: string; count?: number }) {
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={current ? "true" : undefined}
      className={cn(
        "inline-flex h-6 items-center gap-1.5 rounded-sm border px-2 text-xs",
        current
          ? "border-primary bg-selected font-medium"
          : "border-border bg-card text-muted-foreground hover:bg-accent hover:text-foreground",
      )}
    >
      {text}
      {count === undefined ? null : <span className="tabular-nums">{count}</span>}
    </Link>
  );
}
