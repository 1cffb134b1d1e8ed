"use client";

import type { CreateAgentInput } from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";
import { AgentForm, type AgentFormProps } from "./agent-form";
import { createInputOf } from "./form-values";

export interface RegisterFormProps {
  create: (input: CreateAgentInput) => Promise<ActionState<{ id: string }>>;
  teams: readonly { id: string; name: string }[];
  template?: AgentFormProps["template"];
  preview: AgentFormProps["preview"];
}

export function RegisterForm({ create, teams, template, preview }: RegisterFormProps) {
  return (
    <AgentForm
      template={template}
      save={(values) => create({ ...createInputOf(values), ...(template ? { templateId: template.id } : {}) })}
      teams={teams}
      cancelHref="/agents"
      agentId={null}
      preview={preview}
    />
  );
}
