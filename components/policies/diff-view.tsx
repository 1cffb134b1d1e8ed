import { cn } from "@/components/cn";
import { ScrollRegion } from "@/components/data-table/scroll-region";
import { LiteralText } from "@/components/ui/literal-text";
import type { DiffLine } from "@/lib/policy/schema";

const MARK = { same: " ", added: "+", removed: "−" } as const;
const SAID = { same: "", added: "added: ", removed: "removed: " } as const;

/** What differs between two texts, line by line: told by sign and word, and by colour too. */
export function DiffView({ lines, label }: { lines: readonly DiffLine[]; label: string }) {
  if (lines.every(({ kind }) => kind === "same")) {
    return <p className="text-muted-foreground">The text is the same.</p>;
  }
  return (
    <ScrollRegion label={label} className="rounded-md border border-border bg-card">
      <ol className="w-max min-w-full py-2 font-mono text-xs leading-5">
        {lines.map((line, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one fixed comparison
            key={index}
            className={cn(
              "flex",
              line.kind === "added" && "bg-success-soft text-success",
              line.kind === "removed" && "bg-danger-soft text-danger",
            )}
          >
            <span aria-hidden className="w-9 shrink-0 select-none pr-2 text-right text-muted-foreground">
              {line.before}
            </span>
            <span aria-hidden className="w-9 shrink-0 select-none pr-2 text-right text-muted-foreground">
              {line.after}
            </span>
            <span aria-hidden className="w-4 shrink-0 select-none">
              {MARK[line.kind]}
            </span>
            <span className="whitespace-pre pr-4">
              {SAID[line.kind] ? <span className="sr-only">{SAID[line.kind]}</span> : null}
              {line.text ? <LiteralText text={line.text} multiline /> : " "}
            </span>
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}
