import type { Route } from "next";
import Link from "next/link";
import { LiteralText } from "@/components/ui/literal-text";
import { TierBadge } from "@/components/ui/tier-badge";
import { AUTONOMY_LABELS, KIND_LABELS } from "@/lib/agents/terms";
import type { TemplateSummary } from "@/lib/templates/schema";
import { TemplateStateBadge } from "./template-state";

/** Templates to choose from, each with the tier that its agents can expect in production. */
export function TemplateGallery({ label, templates }: { label: string; templates: readonly TemplateSummary[] }) {
  return (
    <ul aria-label={label} className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {templates.map((template) => (
        <Entry key={template.id} template={template} />
      ))}
    </ul>
  );
}

function Entry({ template }: { template: TemplateSummary }) {
  const { id, name, description, state, tier, kind, autonomy, agents } = template;
  return (
    <li className="relative flex flex-col gap-2 rounded-lg border border-border bg-card p-4 hover:border-border-strong">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="min-w-0 font-semibold text-base">
          {/* The whole card leads there; the link itself is what the keyboard and a reader find. */}
          <Link href={`/agents/templates/${id}` as Route} className="after:absolute after:inset-0 after:rounded-lg">
            <LiteralText text={name} />
          </Link>
        </h3>
        <TierBadge tier={tier} />
      </div>
      <p className="flex-1 text-muted-foreground">
        <LiteralText text={description} />
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground text-xs">
        <span>{KIND_LABELS[kind]}</span>
        <span>{AUTONOMY_LABELS[autonomy]}</span>
        {agents > 0 ? <span>{agents === 1 ? "1 agent" : `${agents} agents`}</span> : null}
        {state === "shipped" ? null : <TemplateStateBadge state={state} />}
      </div>
    </li>
  );
}
