import { amountOf, classWords, listed } from "../present";
import type { AffectedAgent, Blast, SharedCredential, Step, Subject } from "../views";

export interface Compromise {
  subject: Subject;
  blast: Blast;
  agents: readonly AffectedAgent[];
  agentCount: number;
  /** Secrets that the subject holds. */
  credentials: readonly string[];
  shared: readonly SharedCredential[];
}

/** What to do first when the subject is taken over, in this order (V9). Only what applies; a closed list of sentences. */
export function firstSteps(compromise: Compromise): Step[] {
  const { blast } = compromise;
  return [...stopping(compromise), ...renewing(compromise), ...examining(blast)];
}

function stopping({ subject, agents, agentCount }: Compromise): Step[] {
  if (subject.kind === "agent") {
    const acting = agents.find((agent) => agent.id === subject.id)?.status === "active";
    const href = `/agents/${subject.id}`;
    return acting
      ? [{ id: "suspend", text: "Suspend the agent: until then it goes on acting.", href }]
      : [{ id: "keep", text: "Keep the agent from being activated.", href }];
  }
  const active = agents.filter((agent) => agent.status === "active");
  if (!active.length) return [];
  const shown = active.length === agentCount ? String(agentCount) : `${active.length} of ${agentCount}`;
  const worst = active.some((agent) => agent.tier === "high" || agent.tier === "critical")
    ? " Those of tier critical and high first."
    : "";
  const what =
    subject.kind === "server"
      ? `Suspend the active agents that use the server, or block its tools at each: ${shown}.`
      : `Suspend the active agents that hold the credential until it is renewed: ${shown}.`;
  return [{ id: "suspend", text: what + worst, href: null }];
}

function renewing({ subject, credentials, shared }: Compromise): Step[] {
  if (subject.kind === "credential") {
    const [held] = shared;
    const count = held ? ` ${held.servers} servers of ${held.agentCount} agents need the new one.` : "";
    return [{ id: "renew", text: `Renew it where it is issued and end what was opened with it.${count}`, href: null }];
  }
  const steps: Step[] = [];
  if (credentials.length) {
    const text = `Renew ${credentials.length === 1 ? "the credential" : `the ${credentials.length} credentials`} that it uses: ${listed(credentials.slice(0, 3))}${credentials.length > 3 ? " and others" : ""}.`;
    steps.push({ id: "renew", text, href: null });
  }
  for (const one of shared.slice(0, 3)) {
    const text = `${one.credential} is shared by ${one.agentCount} agents: look at them as well, they fall together.`;
    steps.push({
      id: `shared:${one.credential}`,
      text,
      href: `/reach?credential=${encodeURIComponent(one.credential)}`,
    });
  }
  return steps;
}

function examining({ now, later }: Blast): Step[] {
  const steps: Step[] = [];
  const sum = now.resources ? now : later;
  if (sum.written) {
    const text = `Compare what can be written with a copy from before: ${sum.written} ${sum.written === 1 ? "resource" : "resources"}.`;
    steps.push({ id: "written", text, href: null });
  }
  if (sum.money) {
    steps.push({ id: "money", text: `Hold payments: up to ${amountOf(sum.money)} can be moved.`, href: null });
  }
  if (sum.people) {
    const text = `Ask data protection whether ${amountOf(sum.people)} people and the authority must be told.`;
    steps.push({ id: "people", text, href: null });
  }
  if (sum.topClass === "secrets") {
    steps.push({
      id: "secrets",
      text: `Treat the secrets in ${sum.holdTop} of the resources as known to others.`,
      href: null,
    });
  } else if (sum.topClass && !sum.people && sum.resources) {
    steps.push({
      id: "owners",
      text: `Tell who answers for the resources that hold ${classWords(sum.topClass)}.`,
      href: null,
    });
  }
  return steps;
}
