import { OctagonX } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { targetText } from "@/lib/incidents/present";
import type { ActiveStop } from "@/lib/incidents/views";

/** What is stopped, on every page: nobody should wonder why agents do nothing. */
export function StopBanner({ stops }: { stops: readonly ActiveStop[] }) {
  const [first] = stops;
  if (!first) return null;
  const widest = stops.find(({ targetKind }) => targetKind === "everything") ?? first;
  return (
    <aside
      aria-label="Kill switch"
      className="flex flex-wrap items-center justify-center gap-x-3 gap-y-0.5 bg-danger-solid px-4 py-1.5 text-primary-foreground text-sm"
    >
      <span className="flex min-w-0 items-center gap-2">
        <OctagonX aria-hidden className="size-4 shrink-0" />
        <span className="[overflow-wrap:anywhere]">
          <strong className="font-semibold">Stopped:</strong>{" "}
          <LiteralText text={targetText(widest.targetKind, widest.name)} /> <Time at={widest.thrownAt} />
          {stops.length > 1 ? `, and ${stops.length - 1} more` : ""}
        </span>
      </span>
      <Link href={"/kill-switch" as Route} className="font-medium underline underline-offset-3">
        Kill switch
      </Link>
    </aside>
  );
}
