"use client";

import { FormSection } from "@/components/agents/form/form-section";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TierBadge } from "@/components/ui/tier-badge";
import type { GrantOptions } from "@/lib/entitlements/schema";
import { ACTION_LABELS, ACTIONS, DANGEROUS_ACTIONS } from "@/lib/entitlements/terms";
import { type Draft, toolsOf, usualActions } from "./draft";

const EVERY = "\u0000every";

/** With what, and doing what. The danger of it stands beside the choice. */
export function TargetSection({
  draft,
  options,
  fixed,
  errorOf,
  onChange,
}: {
  draft: Draft;
  options: GrantOptions;
  /** A grant that is narrowed keeps its server. */
  fixed: boolean;
  errorOf: (path: string) => string | undefined;
  onChange: (change: Partial<Draft>) => void;
}) {
  const server = options.servers.find(({ name }) => name === draft.server);
  const chosen = toolsOf(options, draft);
  const choose = (target: Pick<Draft, "server" | "tool">) =>
    onChange({ ...target, actions: target.tool ? usualActions(toolsOf(options, target)) : [], resourceId: "" });
  const tools = [
    ...(server?.tools ?? []).map((tool) => ({
      value: tool.name,
      label: tool.name,
      hint: `${ACTION_LABELS[tool.action]}${tool.title ? ` · ${tool.title}` : ""}`,
    })),
    {
      value: EVERY,
      label: "Every tool of the server",
      hint: "Also those that come later: wider than work usually needs",
    },
  ];
  return (
    <FormSection title="What it may do" lead="One tool at a time is easiest to approve and to take back.">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Server" error={errorOf("server")} disabled={fixed}>
          <Select
            options={options.servers.map(({ name, tools: listed }) => ({
              value: name,
              label: name,
              hint: `${listed.length} accepted ${listed.length === 1 ? "tool" : "tools"}`,
            }))}
            value={draft.server || null}
            onValueChange={(name) => choose({ server: name, tool: "" })}
            disabled={fixed}
          />
        </Field>
        <Field label="Tool" error={errorOf("tool")}>
          <Combobox
            key={draft.server}
            options={tools}
            value={tools.find(({ value }) => value === (draft.tool || EVERY)) ?? null}
            onValueChange={(option) =>
              choose({ server: draft.server, tool: option && option.value !== EVERY ? option.value : "" })
            }
            clearable={false}
            disabled={!server}
          />
        </Field>
      </div>
      <ActionChoice draft={draft} chosen={chosen} error={errorOf("actions")} onChange={onChange} />
      {draft.server && draft.tool === "" ? (
        <Callout tone="warning" title="A whole server is far wider than most work needs">
          It covers {chosen.length} tools today and whatever its server lists and somebody accepts tomorrow.
        </Callout>
      ) : null}
      {options.resources.length ? (
        <Field label="Only on this resource" optional error={errorOf("resourceId")}>
          <Select
            options={[
              { value: EVERY, label: "Any resource" },
              ...options.resources.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={draft.resourceId || EVERY}
            onValueChange={(id) => onChange({ resourceId: id === EVERY ? "" : id })}
          />
        </Field>
      ) : null}
    </FormSection>
  );
}

function ActionChoice({
  draft,
  chosen,
  error,
  onChange,
}: {
  draft: Draft;
  chosen: ReturnType<typeof toolsOf>;
  error: string | undefined;
  onChange: (change: Partial<Draft>) => void;
}) {
  const possible = ACTIONS.filter((action) => chosen.some((tool) => tool.actions.includes(action)));
  if (!possible.length) return null;
  const [only] = chosen;
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 font-medium text-sm">It may</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {possible.map((action) => (
          <Checkbox
            key={action}
            checked={draft.actions.includes(action)}
            onCheckedChange={(on) =>
              onChange({ actions: ACTIONS.filter((one) => (one === action ? on : draft.actions.includes(one))) })
            }
          >
            {ACTION_LABELS[action]}
            {DANGEROUS_ACTIONS.includes(action) ? <span className="ml-1.5 text-warning text-xs">dangerous</span> : null}
          </Checkbox>
        ))}
      </div>
      {chosen.length === 1 && only ? (
        <p className="flex flex-wrap items-center gap-2 text-muted-foreground text-xs">
          <TierBadge tier={only.tier} />
          Its calls are decided under {ACTION_LABELS[only.action].toLowerCase()}: without that, the grant permits
          nothing.
        </p>
      ) : null}
      {error ? (
        <p role="alert" className="text-danger text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
