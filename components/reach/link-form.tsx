"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox, type ComboboxOption } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { LiteralText } from "@/components/ui/literal-text";
import { RadioGroup } from "@/components/ui/radio-group";
import { toast } from "@/components/ui/toast";
import type { LinkToolsInput } from "@/lib/agents/schema";
import { ACCESS_LABELS, type Access, RESOURCE_LIMITS } from "@/lib/agents/terms";
import type { ActionFailure, ActionState } from "@/lib/http/action-state";

export interface LinkFormProps {
  agent: { id: string; version: number };
  servers: readonly { id: string; name: string; tools: readonly LinkTool[] }[];
  /** Chosen when the page opens: by a link from a tool or a server. */
  chosen: readonly string[];
  link: (
    input: LinkToolsInput,
  ) => Promise<ActionState<{ linked: number; refused: { name: string; reason: string }[] }>>;
}

interface LinkTool {
  id: string;
  name: string;
  writes: boolean;
  links: number;
}

const ACCESS = [
  { value: "read", label: ACCESS_LABELS.read, hint: "It sees what lies there." },
  { value: "write", label: ACCESS_LABELS.write, hint: "It adds, changes or removes. Tools that only read cannot." },
] as const;

/** Which tools reach which resources, and whether they write there. */
export function LinkForm({ agent, servers, chosen, link }: LinkFormProps) {
  const router = useRouter();
  const [tools, setTools] = useState<ReadonlySet<string>>(new Set(chosen));
  const [resources, setResources] = useState<readonly ComboboxOption[]>([]);
  const [access, setAccess] = useState<Access>("read");
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [refused, setRefused] = useState<readonly { name: string; reason: string }[]>([]);
  const [busy, startTransition] = useTransition();

  function submit(event: FormEvent): void {
    event.preventDefault();
    startTransition(async () => {
      const resourceIds = resources.map(({ value }) => value);
      const answer = await link({
        agentId: agent.id,
        version: agent.version,
        toolIds: [...tools],
        resourceIds,
        access,
      });
      setFailure(answer.ok ? null : answer);
      setRefused(answer.ok ? answer.value.refused : []);
      if (!answer.ok) return;
      toast.success(answer.value.linked === 1 ? "1 link made" : `${answer.value.linked} links made`);
      setTools(new Set());
      setResources([]);
      router.refresh();
    });
  }

  const lacking =
    tools.size === 0 ? "Choose at least one tool." : resources.length === 0 ? "Choose at least one resource." : null;
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label="Link tools to resources"
      className="grid items-start gap-4 lg:grid-cols-2"
    >
      <ToolChoice servers={servers} tools={tools} onChange={setTools} />
      <Card>
        <CardHeader title="Reach these resources" />
        <CardContent className="grid gap-4">
          <ResourceChoice resources={resources} onChange={setResources} />
          <RadioGroup label="Access" options={ACCESS} value={access} onValueChange={setAccess} />
          {failure ? (
            <Callout tone="danger" role="alert" title={failure.message}>
              <p className="text-muted-foreground text-xs">Nothing was linked. Request {failure.requestId}</p>
            </Callout>
          ) : null}
          {refused.length ? <Refused refused={refused} /> : null}
          <div className="flex flex-wrap items-center justify-end gap-3">
            {lacking ? <span className="text-muted-foreground text-xs">{lacking}</span> : null}
            <Button type="submit" busy={busy} disabled={lacking !== null}>
              {tools.size > 1 ? `Link ${tools.size} tools` : "Link"}
            </Button>
          </div>
        </CardContent>
      </Card>
    </form>
  );
}

function Refused({ refused }: { refused: readonly { name: string; reason: string }[] }) {
  return (
    <Callout tone="warning" role="status" title={`${refused.length} could not be linked; the others are`}>
      <ul>
        {refused.slice(0, 10).map(({ name, reason }) => (
          <li key={name}>
            <LiteralText text={name} />: {reason}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

function ToolChoice({
  servers,
  tools,
  onChange,
}: {
  servers: LinkFormProps["servers"];
  tools: ReadonlySet<string>;
  onChange: (tools: ReadonlySet<string>) => void;
}) {
  const toggle = (ids: readonly string[], on: boolean) => {
    const next = new Set(tools);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    if (next.size <= RESOURCE_LIMITS.tools) onChange(next);
  };
  return (
    <Card>
      <CardHeader title="These tools" description={tools.size ? `${tools.size} chosen` : undefined} />
      <CardContent className="grid max-h-128 gap-4 overflow-y-auto">
        {servers.map((server) => {
          const ids = server.tools.map(({ id }) => id);
          const count = ids.filter((id) => tools.has(id)).length;
          return (
            <fieldset key={server.id} className="grid min-w-0 gap-1">
              <legend className="mb-1">
                <Checkbox
                  checked={count > 0 && count === ids.length}
                  indeterminate={count > 0 && count < ids.length}
                  onCheckedChange={(on) => toggle(ids, on)}
                  disabled={ids.length === 0}
                >
                  <span className="font-medium">
                    <LiteralText text={server.name} />
                  </span>
                </Checkbox>
              </legend>
              {server.tools.map((tool) => (
                <div key={tool.id} className="pl-6">
                  <Checkbox checked={tools.has(tool.id)} onCheckedChange={(on) => toggle([tool.id], on)}>
                    <LiteralText text={tool.name} />
                    <span className="ml-2 text-muted-foreground text-xs">
                      {tool.writes ? "writes" : "only reads"}
                      {tool.links ? ` · ${tool.links} linked` : " · leads nowhere yet"}
                    </span>
                  </Checkbox>
                </div>
              ))}
            </fieldset>
          );
        })}
      </CardContent>
    </Card>
  );
}

function ResourceChoice({
  resources,
  onChange,
}: {
  resources: readonly ComboboxOption[];
  onChange: (resources: readonly ComboboxOption[]) => void;
}) {
  return (
    <div className="grid gap-2">
      <Field label="Resource" hint="Choose one after the other.">
        <Combobox
          key={resources.length}
          clearable={false}
          onValueChange={(option) => {
            if (option && !resources.some(({ value }) => value === option.value)) onChange([...resources, option]);
          }}
          search={findResources}
          placeholder="Type a part of its name…"
          emptyText="No resource has this in its name."
        />
      </Field>
      <ul aria-label="Chosen resources" className="flex flex-wrap gap-1.5">
        {resources.map((one) => (
          <li key={one.value}>
            <Button
              size="sm"
              variant="outline"
              aria-label={`Leave out ${one.label}`}
              onClick={() => onChange(resources.filter(({ value }) => value !== one.value))}
            >
              {one.label} <span aria-hidden>×</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

async function findResources(q: string, signal: AbortSignal): Promise<readonly ComboboxOption[]> {
  const answer = await fetch(`/api/reach/resources?${new URLSearchParams({ q })}`, { signal });
  if (!answer.ok) throw new Error("The search did not answer.");
  return (await answer.json()) as ComboboxOption[];
}
