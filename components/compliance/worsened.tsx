import { ArrowRight } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Time } from "@/components/ui/time";
import type { Worsened } from "@/lib/compliance/views";
import { StateBadge } from "./state-badge";

/** What turned worse within a week. */
export function WorsenedList({ worsened }: { worsened: readonly Worsened[] }) {
  if (worsened.length === 0) {
    return <p className="px-4 py-3 text-muted-foreground">Nothing stands worse than it did a week ago.</p>;
  }
  return (
    <ul className="divide-y divide-border">
      {worsened.map((control) => (
        <li key={control.id} className="grid gap-1.5 px-4 py-3">
          <Link href={control.href as Route} className="font-medium text-link underline-offset-3 hover:underline">
            {control.framework} {control.reference}: {control.title}
          </Link>
          <span className="flex flex-wrap items-center gap-1.5 text-muted-foreground text-xs">
            <StateBadge state={control.before} />
            <ArrowRight aria-label="then" className="size-3" />
            <StateBadge state={control.state} />
            <Time at={control.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
