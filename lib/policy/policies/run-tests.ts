import type { Grant } from "@/lib/entitlements/terms";
import { listIn } from "../decide/annotations";
import { answerCall, type Ground } from "../decide/answer";
import type { AgentFacts, Call, Json, ToolFacts } from "../decide/types";
import type { Compiled } from "../engine";
import type { Action } from "../terms";
import type { TestCase } from "./schema";
import { policyIdOf } from "./sources";
import type { TestResult } from "./views";

/** What tests are run against: the text under test compiled together with everything else in force. */
export interface Bench {
  policies: Compiled;
  versionOf: (sourceId: string) => string;
  titleOf: (policyId: string) => string;
  /** The policy under test. */
  policyId: string;
}

/** A person who is there for every agent of a test that has an owner. */
const OWNER = "per_test";
const GRANT = "ent_test";
const RESOURCE = "res_test";
const EVERY_ACTION: readonly Action[] = [
  "read",
  "write",
  "communicate",
  "export",
  "execute",
  "delete",
  "pay",
  "administer",
];

/** Runs the tests beside a policy through the function that decides (Z1): what is expected is what agents will be answered. */
export function runTests(bench: Bench, tests: readonly TestCase[]): TestResult[] {
  // A test asks what the policy says, not what a caller can carry out.
  const canDo = bench.policies.sources.flatMap(({ id }) => listIn(bench.policies.annotations(id).obligation));
  return tests.map((test) => resultOf(bench, test, canDo));
}

function resultOf(bench: Bench, test: TestCase, canDo: readonly string[]): TestResult {
  const { name, expected } = test;
  const told = { name, expected, outcome: null, passed: false, reason: null, decidedBy: [], failure: null };
  try {
    const answer = answerCall(groundOf(bench, test), { ...callOf(test), canDo }, new Date(test.at));
    return {
      ...told,
      outcome: answer.outcome,
      passed: answer.outcome === expected,
      reason: answer.reason,
      decidedBy: answer.policies.map(({ id }) => {
        const policyId = policyIdOf(id);
        return { id: policyId, title: bench.titleOf(policyId), own: policyId === bench.policyId };
      }),
    };
  } catch (error) {
    return { ...told, failure: error instanceof Error ? error.message : "It could not be decided." };
  }
}

function groundOf(bench: Bench, test: TestCase): Ground {
  const agent = agentOf(test);
  const tool = toolOf(test);
  return {
    policies: bench.policies,
    policyVersion: bench.versionOf,
    grants: test.granted ? [grantFor(agent, tool)] : [],
    agent,
    tool,
    toolOf: (server, name) => (server === tool.server && name === tool.name ? tool : undefined),
    chain: [],
    activePeople: (id) => id === OWNER,
    resource: (id) => (id === RESOURCE ? { kind: "other", dataClasses: tool.dataClasses } : undefined),
    firstUse: false,
    stoppedBy: null,
    provenance: null,
    approval: null,
  };
}

function agentOf({ agent }: TestCase): AgentFacts {
  const nobody = { teamId: null, deputyId: null, sponsorId: null };
  return { ...nobody, ...agent, ownerId: agent.owned ? OWNER : null, revision: 1 };
}

/** A tool of a test that reaches data reaches one resource that holds them. */
function toolOf({ tool }: TestCase): ToolFacts {
  return { ...tool, resourceIds: tool.dataClasses.length ? [RESOURCE] : [] };
}

function grantFor(agent: AgentFacts, tool: ToolFacts): Grant {
  const open = { resourceId: null, conditions: [], windows: [], startsAt: null, expiresAt: null };
  return { id: GRANT, agentId: agent.id, server: tool.server, tool: tool.name, actions: EVERY_ACTION, ...open };
}

function callOf({ agent, tool, arguments: given, request, purpose }: TestCase): Call {
  return {
    agentId: agent.id,
    instanceId: null,
    credentialId: null,
    tokenId: null,
    strength: agent.attested ? "attested" : "own_key",
    chain: [],
    server: tool.server,
    tool: tool.name,
    action: null,
    arguments: given as { [key: string]: Json },
    resourceIds: [],
    purpose,
    network: "",
    workflow: { request, personId: null, earlier: [] },
    canDo: [],
  };
}
