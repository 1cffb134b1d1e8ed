import { FlaskConical } from "lucide-react";

/** Says on every page that this is the demo organisation, so that nobody takes its people for real ones. */
export function DemoBanner() {
  return (
    <aside
      aria-label="About this organisation"
      className="flex items-center justify-center gap-2 border-border border-b bg-muted px-4 py-1 text-muted-foreground text-xs print:hidden"
    >
      <FlaskConical aria-hidden className="size-3.5 shrink-0" />
      <span>
        <strong className="font-medium text-foreground">Demo organisation.</strong> Its people and history are invented;
        the log and its proofs are real.
      </span>
    </aside>
  );
}
