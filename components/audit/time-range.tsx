import Link from "next/link";
import { Button, buttonVariants } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { AuditSearch } from "@/lib/audit/search";
import { auditHref } from "./hrefs";

const HOUR = 3_600_000;
const PRESETS = [
  { label: "Last hour", hours: 1 },
  { label: "24 hours", hours: 24 },
  { label: "7 days", hours: 7 * 24 },
  { label: "30 days", hours: 30 * 24 },
] as const;

/** The last hours at one press, or a span of days as a plain form: both work before any script has loaded. */
export function TimeRange({ search, now }: { search: AuditSearch; now: Date }) {
  return (
    <section aria-label="Time" className="grid gap-2">
      <h2 className="px-1.5 font-medium text-muted-foreground text-xs">Time</h2>
      <ul className="flex flex-wrap gap-1.5">
        {PRESETS.map(({ label, hours }) => (
          <li key={label}>
            <Link
              href={auditHref(search, { from: minutesOf(new Date(now.getTime() - hours * HOUR)), to: null })}
              prefetch={false}
              scroll={false}
              className={buttonVariants({ variant: "outline", size: "sm" })}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <RangeForm search={search} />
    </section>
  );
}

/** Whole minutes: an address that is sent on reads like a time somebody chose. */
function minutesOf(at: Date): string {
  return `${at.toISOString().slice(0, 16)}:00Z`;
}

function RangeForm({ search }: { search: AuditSearch }) {
  const kept = new URL(auditHref(search, { from: null, to: null }), "http://x").searchParams;
  return (
    <form action="/audit" className="grid grid-cols-2 gap-2 lg:grid-cols-[minmax(0,1fr)]">
      {[...kept].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <DayField name="from" label="From (UTC)" value={search.from} />
      <DayField name="to" label="To (UTC)" value={search.to} />
      <Button type="submit" variant="outline" size="sm" className="col-span-full">
        Show these days
      </Button>
    </form>
  );
}

function DayField({ name, label, value }: { name: "from" | "to"; label: string; value: string | null }) {
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={`day-${name}`} className="text-muted-foreground text-xs">
        {label}
      </label>
      <Input key={value} id={`day-${name}`} type="date" name={name} defaultValue={value?.slice(0, 10) ?? ""} />
    </div>
  );
}
