"use client";

import { gatesFor } from "@/lib/agents/rules";
import { PRIVILEGE_CLASSES, type Tier } from "@/lib/agents/terms";
import { gateField } from "../gate-field";
import { GateList } from "../gate-list";
import { focusField } from "./form-field";
import type { AgentFormValues } from "./form-values";

const PEOPLE_GATES = new Set(["owner", "sponsor", "team", "two_people"]);
/** Not answered by this form: computed, or known to the server alone, which says so on the agent's page. */
const ELSEWHERE = new Set(["reviewers", "tier", "tools"]);
const REVIEWED = new Set(PRIVILEGE_CLASSES);

/** What registration will ask for, answered by the same rule, while one types. */
export function Progress({
  values,
  withPeople,
  tier,
}: {
  values: AgentFormValues;
  withPeople: boolean;
  /** As previewed: from tier high on two people are asked for. */
  tier: Tier;
}) {
  const person = (option: AgentFormValues["owner"]) => (option ? { id: option.value, active: true } : null);
  const gates = gatesFor(
    {
      ...values,
      status: "draft",
      tier,
      undecidedTools: 0,
      deputy: null,
      owner: person(values.owner),
      sponsor: person(values.sponsor),
      registeredById: null,
    },
    REVIEWED,
  ).filter((gate) => !ELSEWHERE.has(gate.id) && (withPeople || !PEOPLE_GATES.has(gate.id)));
  const met = gates.filter((gate) => gate.met).length;
  return (
    <aside aria-label="Complete for registration" className="grid gap-2 rounded-lg border border-border bg-card p-4">
      <h2 className="font-semibold text-sm">
        Complete for registration: {met} of {gates.length}
      </h2>
      <p className="text-muted-foreground text-xs">A draft may lack anything but its name.</p>
      <GateList
        gates={gates}
        lead={(gate) => (
          <button
            type="button"
            onClick={() => focusField(gateField(gate.id))}
            className="inline-flex min-h-6 items-center text-left text-link underline-offset-3 hover:underline"
          >
            {gate.label}
          </button>
        )}
      />
    </aside>
  );
}
