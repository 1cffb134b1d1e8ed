"use client";

import { useState } from "react";
import type { AgentDetail, EditAgentInput } from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";
import { AgentForm, type AgentFormProps } from "./agent-form";
import { changesOf, valuesOf } from "./form-values";

export interface EditFormProps {
  agent: AgentDetail;
  edit: (input: EditAgentInput) => Promise<ActionState<{ id: string }>>;
  preview: AgentFormProps["preview"];
}

/** Sends what differs from what was loaded, with the version it was loaded at. */
export function EditForm({ agent, edit, preview }: EditFormProps) {
  // As it was when the form opened: a refresh in the background must not make an old answer look current.
  const [{ before, version }] = useState({ before: valuesOf(agent), version: agent.version });
  return (
    <AgentForm
      before={before}
      save={async (values) => {
        const changes = changesOf(before, values);
        if (Object.keys(changes).length === 0) return { ok: true, value: { id: agent.id } };
        return edit({ id: agent.id, version, changes });
      }}
      teams={[]}
      cancelHref={`/agents/${agent.id}`}
      agentId={agent.id}
      preview={preview}
    />
  );
}
