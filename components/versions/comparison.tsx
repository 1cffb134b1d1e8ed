import { Equal, Minus, PenLine, Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { Time } from "@/components/ui/time";
import {
  ENVIRONMENT_LABELS,
  type Environment,
  type ToolDifference,
  VERSION_PART_LABELS,
  type VersionComparison,
} from "@/lib/agents/terms";
import { toolHref } from "./hrefs";
import { VersionPicker } from "./version-picker";

export interface ComparisonProps {
  agentId: string;
  comparison: VersionComparison;
  numbers: readonly number[];
}

/** What differs between two versions, part by part; what is the same is only counted. */
export function Comparison({ agentId, comparison, numbers }: ComparisonProps) {
  const { from, to, parts, added, removed, changed, kept } = comparison;
  const same = from.fingerprint === to.fingerprint;
  return (
    <Card aria-labelledby="comparison">
      <CardHeader
        id="comparison"
        title={`Version ${from.number} and version ${to.number}`}
        actions={<VersionPicker agentId={agentId} from={from.number} to={to.number} numbers={numbers} />}
      />
      <CardContent className="grid gap-4">
        <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
          <Side label="Before" version={from} />
          <Side label="After" version={to} />
        </div>
        {same ? (
          <p className="flex items-center gap-2">
            <Equal aria-hidden className="size-4 text-muted-foreground" />
            They are made of the same: both have one fingerprint.
          </p>
        ) : null}
        {parts.length ? (
          <dl className="grid gap-3">
            {parts.map(({ part, before, after }) => (
              <div key={part} className="grid gap-1 border-border border-t pt-3">
                <dt className="font-medium">{VERSION_PART_LABELS[part]}</dt>
                <dd className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
                  <Value label="Before" icon={<Minus aria-hidden className="text-danger" />}>
                    {worded(part, before)}
                  </Value>
                  <Value label="After" icon={<Plus aria-hidden className="text-success" />}>
                    {worded(part, after)}
                  </Value>
                </dd>
              </div>
            ))}
          </dl>
        ) : null}
        <Tools agentId={agentId} label="Tools added" icon={<Plus aria-hidden />} tools={added} />
        <Tools agentId={agentId} label="Tools removed" icon={<Minus aria-hidden />} tools={removed} />
        <Tools agentId={agentId} label="Tools changed" icon={<PenLine aria-hidden />} tools={changed} />
        {kept ? (
          <p className="text-muted-foreground">{kept === 1 ? "One tool is" : `${kept} tools are`} the same in both.</p>
        ) : null}
      </CardContent>
    </Card>
  );
}

function Side({ label, version }: { label: string; version: VersionComparison["from"] }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="text-muted-foreground">{label}:</span>
      <span className="font-medium">version {version.number}</span>
      <TierBadge tier={version.tier} />
      <span className="text-muted-foreground text-xs">
        {version.by?.name ?? "The console itself"}, <Time at={version.at} />
      </span>
    </p>
  );
}

function Value({ label, icon, children }: { label: string; icon: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-start gap-1.5 rounded-sm font-mono text-xs bg-muted px-2 py-1 [&_svg]:mt-0.5 [&_svg]:size-3 [&_svg]:shrink-0">
      {icon}
      <span className="sr-only">{label}: </span>
      <span className="min-w-0 break-all">{children}</span>
    </div>
  );
}

function worded(part: VersionComparison["parts"][number]["part"], value: string) {
  if (value === "") return <span className="text-muted-foreground">Not stated</span>;
  if (part === "environment") return ENVIRONMENT_LABELS[value as Environment] ?? value;
  return <LiteralText text={value} />;
}

interface ToolsProps {
  agentId: string;
  label: string;
  icon: ReactNode;
  tools: readonly ToolDifference[];
}

/** Tools by name and server; each leads to its own difference while the agent still has it. */
function Tools({ agentId, label, icon, tools }: ToolsProps) {
  if (!tools.length) return null;
  return (
    <section aria-label={label} className="grid gap-1 border-border border-t pt-3">
      <h3 className="inline-flex items-center gap-1.5 font-medium [&_svg]:size-3.5 [&_svg]:text-muted-foreground">
        {icon}
        {label}: {tools.length}
      </h3>
      <ul className="grid gap-1">
        {tools.map((tool) => (
          <li
            key={JSON.stringify([tool.server, tool.name])}
            className="flex flex-wrap items-center justify-between gap-x-4"
          >
            <span className="min-w-0 break-all">
              {tool.id ? (
                <Link href={toolHref(agentId, tool.id)} className="text-link underline-offset-3 hover:underline">
                  <LiteralText text={tool.name} />
                </Link>
              ) : (
                <LiteralText text={tool.name} />
              )}
              <span className="text-muted-foreground">
                {" "}
                on <LiteralText text={tool.server} />
              </span>
            </span>
            <span className="inline-flex flex-wrap items-center">
              {tool.before ? <CopyId id={tool.before} what={`hash of ${tool.name} before`} short /> : null}
              {tool.before && tool.after ? <span aria-hidden>→</span> : null}
              {tool.after ? <CopyId id={tool.after} what={`hash of ${tool.name} after`} short /> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
