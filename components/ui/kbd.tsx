import { cn } from "@/components/cn";

/** Keys as they are pressed: `keys="g a"` is one after the other, `keys="⌘K"` together. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-0.5", className)}>
      {keys.split(" ").map((key, position) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: the same key may stand twice, and the order never changes
          key={position}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-xs border border-border-strong bg-muted px-1 font-sans text-2xs text-muted-foreground"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
