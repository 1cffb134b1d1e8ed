import { Badge } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import type { DefinitionChange, WordPart } from "@/lib/agents/schema";

const PART_LABELS: Record<DefinitionChange["part"], string> = {
  title: "Title",
  description: "Description",
  parameter: "Parameter",
  input: "Input schema",
  output: "Output schema",
  annotation: "Annotation",
};
const CHANGE_LABELS: Record<DefinitionChange["change"], string> = {
  added: "added",
  removed: "removed",
  changed: "changed",
};

/** What differs between two definitions, one difference after the other, with the words that came and went. */
export function DefinitionDiff({ changes, label }: { changes: readonly DefinitionChange[]; label: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-border rounded-md border border-border bg-card">
      {changes.map((change, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, drawn once
        <li key={position} className="grid gap-1 px-3 py-2">
          <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-muted-foreground text-xs">
            {PART_LABELS[change.part]}
            {change.name ? <LiteralText text={change.name} className="font-mono text-foreground" /> : null}
            {change.member ? <LiteralText text={change.member} /> : null}
            <Badge tone={change.change === "changed" ? "info" : change.change === "added" ? "success" : "outline"}>
              {CHANGE_LABELS[change.change]}
            </Badge>
          </p>
          <Sides change={change} />
        </li>
      ))}
    </ul>
  );
}

/** Beyond this a run of unchanged words is cut in its middle: what changed is what is looked at. */
const CONTEXT = 160;

function Sides({ change }: { change: DefinitionChange }) {
  if (change.words) {
    const end = change.words.length - 1;
    const parts = change.words.map((part, at) => ({ ...part, at }));
    return (
      <p className="whitespace-pre-wrap leading-relaxed [overflow-wrap:anywhere]">
        {parts.map(({ at, ...part }) => (
          <Words key={at} part={part} first={at === 0} last={at === end} />
        ))}
      </p>
    );
  }
  return (
    <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {change.before ? <Removed text={change.before} /> : null}
      {change.before && change.after ? " " : null}
      {change.after ? <Added text={change.after} /> : null}
      {change.before || change.after ? null : <span className="text-muted-foreground">empty</span>}
    </p>
  );
}

function Words({ part, first, last }: { part: WordPart; first: boolean; last: boolean }) {
  if (part.kind === "added") return <Added text={part.text} />;
  if (part.kind === "removed") return <Removed text={part.text} />;
  return <LiteralText text={shortened(part.text, first, last)} multiline />;
}

function shortened(text: string, first: boolean, last: boolean): string {
  if (text.length <= CONTEXT * 2) return text;
  const head = first
    ? ""
    : text
        .slice(0, CONTEXT)
        .toWellFormed()
        .replace(/\ufffd$/, "");
  const tail = last
    ? ""
    : text
        .slice(-CONTEXT)
        .toWellFormed()
        .replace(/^\ufffd/, "");
  return `${head} […] ${tail}`;
}

function Added({ text }: { text: string }) {
  return (
    <ins className="rounded-xs bg-success-soft text-success underline decoration-success/60 underline-offset-2">
      <span className="sr-only">added: </span>
      <LiteralText text={text} multiline />
    </ins>
  );
}

function Removed({ text }: { text: string }) {
  return (
    <del className="rounded-xs bg-danger-soft text-danger decoration-danger/60">
      <span className="sr-only">removed: </span>
      <LiteralText text={text} multiline />
    </del>
  );
}
