import type { Route } from "next";
import Link from "next/link";
import { LiteralText } from "@/components/ui/literal-text";

/** The search of the timeline that an export holds the events of, as it would be written. */
export function Asked({ written, href }: { written: string; href: Route }) {
  return (
    <div className="grid gap-1.5">
      <p className="rounded-md border border-border bg-muted px-2 py-1 font-mono text-xs [overflow-wrap:anywhere]">
        {written ? <LiteralText text={written} /> : "everything that may be read"}
      </p>
      <p className="text-xs">
        <Link href={href} prefetch={false} className="text-link underline-offset-3 hover:underline">
          Look at them in the timeline
        </Link>
      </p>
    </div>
  );
}
