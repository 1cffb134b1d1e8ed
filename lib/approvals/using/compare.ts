import { canonicalize } from "@/lib/audit";
import type { Answer, Call } from "@/lib/policy";
import { type BoundAction, bytesOf } from "../binding";
import { boundActionOf } from "../current/action";
import type { CurrentFacts } from "../current/store";
import type { Part } from "./rules";

/** The call as it is asked now, with what an approval would bind beside it. */
export interface AskedNow {
  call: Call;
  /** What it is answered without any approval. */
  plain: Answer;
  facts: CurrentFacts;
  /** Of each policy in force. */
  policyVersion: (id: string) => string;
}

const same = (a: unknown, b: unknown) => canonicalize(a) === canonicalize(b);

/**
 * Which parts of what was approved are not as they were (A3). None only where the action as it is now has the very bytes that were
 * approved: a difference that no part speaks of counts as another action.
 */
export function differences(approved: BoundAction, now: AskedNow): Part[] {
  const { call, facts, plain } = now;
  const { agent, tool } = facts;
  const parts: Part[] = [];
  const note = (part: Part, isSame: boolean) => void (isSame || parts.push(part));
  note("arguments", same(approved.arguments, call.arguments));
  note("tool", approved.server === call.server && approved.tool === call.tool);
  note("person", approved.person === call.workflow.personId);
  note("chain", same(approved.chain, call.chain));
  note("agent", approved.agent.id === call.agentId);
  note("environment", approved.agent.environment === agent?.environment);
  note("version", agent !== null && same(versionOf(approved.agent), versionOf(agent)));
  note("definition", approved.toolHash === tool?.hash);
  note(
    "policy",
    approved.policies.every((one) => now.policyVersion(idOf(one)) === versionIn(one)),
  );
  note(
    "asker",
    askersOf(plain).every((one) => isKnown(approved, one)),
  );
  note("credential", approved.credential === call.credentialId);
  // What a tool reaches may change with its definition; what the call names beside it is the call's own.
  const { action, policies } = approved;
  const rebuilt = boundActionOf(facts, {
    call,
    action: plain.action ?? action,
    policies,
    expires: new Date(approved.expires),
  });
  if (rebuilt) note("targets", same(approved.targets, rebuilt.targets));
  if (parts.length === 0 && !(rebuilt && bytesOf(rebuilt).equals(bytesOf(approved)))) return ["arguments"];
  return parts;
}

const versionOf = ({ fingerprint, revision, tier }: { fingerprint: string; revision: number; tier: string }) => [
  fingerprint,
  revision,
  tier,
];
const idOf = (versioned: string) => versioned.slice(0, versioned.lastIndexOf("@"));
const versionIn = (versioned: string) => versioned.slice(versioned.lastIndexOf("@") + 1);

function askersOf({ outcome, policies }: Answer): string[] {
  return outcome === "step_up" ? policies.map(({ id, version }) => `${id}@${version}`) : [];
}

// Another version of a policy that had asked is a change of that policy, not one more that asks.
function isKnown({ policies }: BoundAction, asker: string): boolean {
  return policies.some((known) => idOf(known) === idOf(asker));
}
