import { cn } from "@/components/cn";

/** The mark: a seal, and the second signature written across its edge. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={cn("size-6", className)}>
      <path d="M19.6 12.9a7.9 7.9 0 1 1-4.4-8.2" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" />
      <path
        d="m8.1 11.9 3.3 3.4L21.2 4.6"
        className="stroke-link"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 font-semibold text-[0.9375rem] tracking-tight", className)}>
      <Logo />
      Countersign
    </span>
  );
}
