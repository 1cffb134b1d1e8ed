import { Badge, type BadgeTone } from "@/components/ui/badge";
import { LiteralText } from "@/components/ui/literal-text";
import type { DecisionExplanation } from "@/lib/policy/schema";
import { ORIGIN_LABELS, type Origin } from "@/lib/policy/terms";

const TONES: Record<Origin, BadgeTone> = {
  stated: "success",
  standing: "success",
  trusted: "success",
  derived: "neutral",
  untrusted: "danger",
  nowhere: "warning",
};

type Argument = DecisionExplanation["origins"][number];

/** Each argument, literally, and where its value came from (A10). Those that say where the action goes come first. */
export function Origins({ decision }: { decision: DecisionExplanation }) {
  const traced = new Map(decision.origins.map((one) => [one.argument, one]));
  const untraced = Object.keys(decision.arguments).filter((name) => !has(traced, name));
  const rows = [...decision.origins].sort((a, b) => Number(b.matters) - Number(a.matters));
  if (rows.length + untraced.length === 0) {
    return <p className="text-muted-foreground">The call has no arguments.</p>;
  }
  return (
    <ul className="divide-y divide-border">
      {rows.map((one) => (
        <li key={one.argument} className="grid gap-1 py-2.5 first:pt-0 last:pb-0">
          <Heading argument={one} />
          <Value value={valueAt(decision.arguments, one.argument)} />
          <LiteralText text={one.because} className="text-muted-foreground text-sm" />
        </li>
      ))}
      {untraced.map((name) => (
        <li key={name} className="grid gap-1 py-2.5 first:pt-0 last:pb-0">
          <LiteralText text={name} className="font-mono text-sm" />
          <Value value={decision.arguments[name]} />
        </li>
      ))}
    </ul>
  );
}

function Heading({ argument }: { argument: Argument }) {
  return (
    <p className="flex flex-wrap items-center gap-2">
      <LiteralText text={argument.argument} className="font-mono text-sm" />
      <Badge tone={argument.matters ? TONES[argument.origin] : "outline"}>{ORIGIN_LABELS[argument.origin]}</Badge>
      {argument.matters ? <span className="text-muted-foreground text-xs">says where it goes</span> : null}
    </p>
  );
}

const LONGEST = 2_000;

function Value({ value }: { value: unknown }) {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "not kept");
  return (
    <div className="max-h-48 overflow-auto rounded-md bg-muted px-2.5 py-1.5 font-mono text-sm">
      <LiteralText text={text.slice(0, LONGEST)} multiline />
      {text.length > LONGEST ? (
        <span className="text-muted-foreground"> … {text.length - LONGEST} characters more</span>
      ) : null}
    </div>
  );
}

/** An argument is named by its path, and its parts may be traced one by one. */
function has(traced: ReadonlyMap<string, Argument>, name: string): boolean {
  return [...traced.keys()].some((path) => path === name || path.startsWith(`${name}.`));
}

function valueAt(given: DecisionExplanation["arguments"], path: string): unknown {
  if (Object.hasOwn(given, path)) return given[path];
  return path.split(".").reduce<unknown>((value, key) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  }, given);
}
