import type { Grant } from "@/lib/entitlements/terms";
import { maskDocument, maskText } from "@/lib/masking";
import type { Ground } from "./answer";
import type { PolicyBook } from "./policy-book";
import type { AgentFacts, ApprovalFacts, Call, Provenance, ToolFacts } from "./types";

/** A call as it is kept: secrets masked; of earlier calls which they were, for what they said is in the provenance. */
interface RecordedCall extends Omit<Call, "workflow"> {
  workflow: { request: string | null; personId: string | null; earlier: readonly { server: string; tool: string }[] };
}

/** Everything that a decision was made on, so that it can be made again on other policies (Z7). */
export interface RecordedRequest {
  call: RecordedCall;
  agent: AgentFacts | null;
  tool: ToolFacts | null;
  chain: readonly AgentFacts[];
  grants: readonly Grant[];
  resources: { readonly [id: string]: { kind: string; dataClasses: readonly string[] } };
  /** Of the people that the request speaks of, those who were active. */
  activePeople: readonly string[];
  firstUse: boolean;
  stoppedBy: string | null;
  /** What people had approved of it; absent where no approval was used. */
  approval?: ApprovalFacts;
}

// A grant list longer than this is cut: it was never near enough to matter.
const MOST_GRANTS = 50;

/** What is kept of a call and the ground it was decided on. */
export function recordOf(call: Call, ground: Ground): RecordedRequest {
  const { agent, tool, chain } = ground;
  const touched = [...new Set([...(tool?.resourceIds ?? []), ...call.resourceIds])];
  const people = [agent, ...chain].flatMap((one) => [one?.ownerId, one?.deputyId, one?.sponsorId]);
  const named = new Set([...people, call.workflow.personId].filter((id) => typeof id === "string"));
  return {
    call: recordedCall(call),
    agent,
    tool,
    chain,
    grants: ground.grants.slice(0, MOST_GRANTS),
    resources: Object.fromEntries(
      touched.flatMap((id) => {
        const known = ground.resource(id);
        return known ? [[id, known]] : [];
      }),
    ),
    activePeople: [...named].filter(ground.activePeople),
    firstUse: ground.firstUse,
    stoppedBy: ground.stoppedBy,
    ...(ground.approval ? { approval: ground.approval } : {}),
  };
}

function recordedCall(call: Call): RecordedCall {
  const { request, personId, earlier } = call.workflow;
  return {
    ...call,
    // Secrets alone: whoever approves or looks into it must see the exact recipient.
    arguments: maskDocument(call.arguments).value,
    purpose: maskText(call.purpose),
    workflow: {
      request: request === null ? null : maskText(request),
      personId,
      earlier: earlier.map(({ server, tool }) => ({ server, tool })),
    },
  };
}

/** The call of a record, for `answerCall`: what earlier results said stands in the recorded provenance. */
export function callAgain({ call }: RecordedRequest): Call {
  const earlier = call.workflow.earlier.map((one) => ({ ...one, arguments: {}, result: null }));
  return { ...call, workflow: { ...call.workflow, earlier } };
}

/** The ground of a recorded decision with other policies under it, and where values came from as it was found then. */
export function groundAgain(
  record: RecordedRequest,
  book: Pick<PolicyBook, "compiled" | "versionOf">,
  provenance: Provenance,
): Ground {
  const active = new Set(record.activePeople);
  return {
    policies: book.compiled,
    policyVersion: book.versionOf,
    grants: record.grants,
    agent: record.agent,
    tool: record.tool,
    toolOf: () => undefined,
    chain: record.chain,
    activePeople: (id) => active.has(id),
    resource: (id) => (Object.hasOwn(record.resources, id) ? record.resources[id] : undefined),
    firstUse: record.firstUse,
    stoppedBy: record.stoppedBy,
    provenance,
    approval: record.approval ?? null,
  };
}
