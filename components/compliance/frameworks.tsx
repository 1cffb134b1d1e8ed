import type { Route } from "next";
import Link from "next/link";
import type { FrameworkRow } from "@/lib/compliance/views";
import { StateBar } from "./state-bar";

/** Every framework in a line: its edition, how its controls stand, and who is missing. */
export function Frameworks({ frameworks }: { frameworks: readonly FrameworkRow[] }) {
  return (
    <ul aria-label="Frameworks" className="divide-y divide-border">
      {frameworks.map((framework) => (
        <li key={framework.id}>
          <Link
            href={framework.href as Route}
            className="grid items-center gap-x-6 gap-y-2 px-4 py-3 hover:bg-accent focus-visible:-outline-offset-2 md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_8rem]"
          >
            <span className="min-w-0">
              <span className="block font-medium">{framework.name}</span>
              <span className="block text-muted-foreground text-xs">{framework.edition}</span>
            </span>
            <StateBar states={framework.states} />
            <span className="flex flex-wrap gap-x-3 text-muted-foreground text-xs md:flex-col md:items-end">
              {restOf(framework).map((part) => (
                <span key={part}>{part}</span>
              ))}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function restOf({ controls, notApplicable, unowned }: FrameworkRow): string[] {
  const count = controls === 1 ? "1 control" : `${controls} controls`;
  const parts = [count];
  if (unowned > 0) parts.push(`${unowned} without an owner`);
  if (notApplicable > 0) parts.push(`${notApplicable} not applying`);
  return parts;
}
