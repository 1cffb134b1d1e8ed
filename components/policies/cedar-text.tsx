import { ScrollRegion } from "@/components/data-table/scroll-region";
import { LiteralText } from "@/components/ui/literal-text";

/** A policy's text to read, with the numbers of its lines. */
export function CedarText({ text, label }: { text: string; label: string }) {
  const lines = text.replace(/\n$/, "").split("\n");
  return (
    <ScrollRegion label={label} className="rounded-md border border-border bg-muted">
      <ol className="w-max min-w-full py-2 font-mono text-xs leading-5">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one fixed text
          <li key={index} className="flex">
            <span aria-hidden className="w-10 shrink-0 select-none pr-3 text-right text-muted-foreground">
              {index + 1}
            </span>
            <span className="whitespace-pre pr-4">{line ? <LiteralText text={line} multiline /> : " "}</span>
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}
