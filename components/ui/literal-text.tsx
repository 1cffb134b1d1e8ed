import { cn } from "@/components/cn";
import { type LiteralPart, readLiteral } from "@/lib/literal";

export interface LiteralTextProps {
  /** Text from outside: never markdown, never HTML. */
  text: string;
  /** Keeps line breaks; otherwise the text runs on in one paragraph. */
  multiline?: boolean;
  className?: string;
}

/** Untrusted text, shown as it is: control, invisible and direction characters by name, look-alike letters underlined. */
export function LiteralText({ text, multiline = false, className }: LiteralTextProps) {
  return (
    <span
      dir="ltr"
      className={cn("[overflow-wrap:anywhere] [unicode-bidi:isolate]", multiline && "whitespace-pre-wrap", className)}
    >
      {readLiteral(text).map((part, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
        <Part key={position} part={part} />
      ))}
    </span>
  );
}

function Part({ part }: { part: LiteralPart }) {
  if (part.kind === "text") return part.shown;
  if (part.kind === "confusable") {
    return (
      <mark title={part.note} className="bg-warning-soft text-warning underline decoration-wavy underline-offset-2">
        {part.shown}
        <span className="sr-only"> ({part.note})</span>
      </mark>
    );
  }
  return (
    <mark
      title={part.note}
      className="mx-px rounded-xs border border-warning-line bg-warning-soft px-0.5 font-mono text-2xs text-warning"
    >
      {part.shown}
      <span className="sr-only"> ({part.note})</span>
    </mark>
  );
}
