import { FlaskConical } from "lucide-react";

/** Says on every page that this is the demo organisation, so that nobody takes its people for real ones. */
export function DemoBanner() {
  return (
    <p className="flex items-center justify-center gap-2 border-info-line border-b bg-info-soft px-4 py-1 text-center text-info text-xs print:hidden">
      <FlaskConical aria-hidden className="size-3.5 shrink-0" />
      <span>
        <strong className="font-semibold">Demo organisation.</strong> Its people and history are invented; the log and
        its proofs are real.
      </span>
    </p>
  );
}
