"use client";

import type { CreateAgentInput } from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";
import { AgentForm } from "./agent-form";
import { createInputOf } from "./form-values";

export interface RegisterFormProps {
  create: (input: CreateAgentInput) => Promise<ActionState<{ id: string }>>;
  teams: readonly { id: string; name: string }[];
}

export function RegisterForm({ create, teams }: RegisterFormProps) {
  return <AgentForm save={(values) => create(createInputOf(values))} teams={teams} cancelHref="/agents" />;
}
