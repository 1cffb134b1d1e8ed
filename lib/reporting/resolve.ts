import { isId } from "@/lib/ids";
import { maskText } from "@/lib/masking";
import { correlationOf, mayReportFor, type Source } from "./rules";
import type { Report, RowFault } from "./schema";
import { type Cited, selectAgents, selectCited, selectWorkflows } from "./store";
import { HINTS } from "./terms";

/** A report with the agent it is about and the workflow it belongs to. */
export interface Resolved {
  report: Report;
  agentId: string;
  /** Null: a story of its own. */
  correlationId: string | null;
}

type Outcome = Resolved | { faults: RowFault[] };

const CITED = { decisionId: "dec", approvalId: "apr", entitlementId: "ent", credentialId: "crd" } as const;
const NAMES = { decisionId: "decision", approvalId: "approval", entitlementId: "grant", credentialId: "credential" };

/**
 * Finds the agent of each report and checks what it cites, in two or three queries for all of them. What the source may not report
 * for and what does not exist get the same answer.
 */
export async function resolveReports(
  { id: sourceId, source }: { id: string; source: Source },
  reports: readonly Report[],
): Promise<Outcome[]> {
  const agents = await agentsOf(source, reports);
  const found = reports.map((report) => agentFor(report, agents, source));
  const [cited, workflows] = await Promise.all([citedBy(reports), workflowsOf(reports, found)]);
  return reports.map((report, at): Outcome => {
    const agentId = found[at];
    if (typeof agentId !== "string") return { faults: [agentId as RowFault] };
    const faults = faultsOfCited(report, agentId, cited);
    if (faults.length) return { faults };
    const ofDecision = report.decisionId ? (cited.get(report.decisionId)?.correlationId ?? null) : null;
    const isOfAgent = workflows.has(`${agentId} ${report.correlationId}`);
    return {
      report,
      agentId,
      correlationId: correlationOf(sourceId, { ofDecision, given: report.correlationId, isOfAgent }),
    };
  });
}

const refOf = ({ agentId, agent }: Report) => agentId ?? agent?.toLowerCase();

async function agentsOf(source: Source, reports: readonly Report[]) {
  const refs = [...new Set(reports.flatMap((report) => refOf(report) ?? []))];
  const ids = refs.filter((ref) => isId("agt", ref));
  const instances = refs.filter((ref) => isId("ins", ref));
  const names = refs.filter((ref) => !isId("agt", ref) && !isId("ins", ref));
  const agents = new Map<string, string[]>();
  if (refs.length === 0) return agents;
  for (const agent of await selectAgents({ ids, instances, names })) {
    if (mayReportFor(source, agent)) agents.set(agent.ref, [...(agents.get(agent.ref) ?? []), agent.id]);
  }
  return agents;
}

function agentFor(report: Report, agents: ReadonlyMap<string, string[]>, source: Source): string | RowFault {
  const ref = refOf(report);
  const field = report.agentId === undefined && report.agent !== undefined ? "agent" : "agentId";
  if (ref === undefined) return source.onlyAgentId ?? fault(field, "The event names no agent.");
  const [agentId, other] = agents.get(ref) ?? [];
  if (!agentId) return fault(field, "There is no such agent, or you may not report for it.");
  if (other) return { ...fault(field, "Several agents have this name."), write: "the agent's id as agentId (agt_…)" };
  return agentId;
}

async function citedBy(reports: readonly Report[]): Promise<Map<string, Cited>> {
  const refs = {
    dec: reports.flatMap(({ decisionId }) => decisionId ?? []),
    apr: reports.flatMap(({ approvalId }) => approvalId ?? []),
    ent: reports.flatMap(({ entitlementId }) => entitlementId ?? []),
    crd: reports.flatMap(({ credentialId }) => credentialId ?? []),
    ins: reports.flatMap(({ instance }) => (instance && isId("ins", instance) ? [instance] : [])),
    pol: [...new Set(reports.flatMap(({ policy }) => policy ?? []))],
  };
  if (Object.values(refs).every((ids) => ids.length === 0)) return new Map();
  return new Map((await selectCited(refs)).map((one) => [one.ref, one]));
}

async function workflowsOf(reports: readonly Report[], agents: readonly (string | RowFault)[]): Promise<Set<string>> {
  const pairs = new Map<string, { agentId: string; correlationId: string }>();
  reports.forEach(({ correlationId, decisionId }, at) => {
    const agentId = agents[at];
    if (typeof agentId !== "string" || !correlationId || decisionId) return;
    pairs.set(`${agentId} ${correlationId}`, { agentId, correlationId });
  });
  if (pairs.size === 0) return new Set();
  const rows = await selectWorkflows([...pairs.values()]);
  return new Set(rows.map(({ agentId, correlationId }) => `${agentId} ${correlationId}`));
}

/** What is cited must be of the same agent: a report may not lean on what somebody else was allowed. */
function faultsOfCited(report: Report, agentId: string, cited: ReadonlyMap<string, Cited>): RowFault[] {
  const faults: RowFault[] = [];
  for (const field of Object.keys(CITED) as (keyof typeof CITED)[]) {
    const id = report[field];
    if (id !== undefined && cited.get(id)?.agentId !== agentId) {
      faults.push(fault(field, `There is no such ${NAMES[field]} of this agent.`));
    }
  }
  const { correlationId, policy } = report;
  // What stands in the public leaf are ids: under a policy's name of their own reporters could write there whatever they liked.
  if (policy !== undefined && !cited.has(policy)) faults.push(fault("policy", "There is no such policy."));
  if (correlationId !== undefined && saysTooMuch(correlationId)) {
    const sentence = "This looks like a secret, or like a number or an address of a person.";
    const write = "an id that says nothing by itself: it is public, and stays";
    faults.push({ field: "correlationId", sentence, write });
  }
  const { instance } = report;
  if (instance && isId("ins", instance) && cited.get(instance)?.agentId !== agentId) {
    faults.push(fault("instance", "There is no such instance of this agent."));
  }
  return faults;
}

/** Names of work stand in the public leaf for good; those of OpenTelemetry's traces are drawn at random. */
function saysTooMuch(name: string): boolean {
  return !/^[0-9a-f]{32}$/.test(name) && maskText(name, { personal: true }) !== name;
}

function fault(field: string, sentence: string): RowFault {
  return { field, sentence, write: HINTS[field] ?? "" };
}
