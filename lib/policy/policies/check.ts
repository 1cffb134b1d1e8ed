import { isCountersignError } from "@/lib/errors";
import { type Compiled, compilePolicies, validatePolicies } from "../engine";
import type { PolicySource } from "../engine/types";
import { SHIPPED_POLICIES } from "../shipped";
import { annotationIssues } from "./annotations";
import { runTests } from "./run-tests";
import type { TestCase } from "./schema";
import { type PlacedSource, sourcesOf } from "./sources";
import type { InForce } from "./store";
import { POLICY_LIMITS } from "./terms";
import type { Checked, Issue } from "./views";
import { wideIssues } from "./wide";

/** A text to be checked, as a version of this policy would be. */
export interface Draft {
  policyId: string;
  name: string;
  text: string;
  tests: readonly TestCase[];
}

/** Stands for a policy that was not saved yet. */
export const NEW_POLICY = "pol_new";

/**
 * Everything that must be right before a text is proposed, and again before it is in force: the schema, the compiler, and the
 * tests beside it together with all other policies in force (Z1).
 */
export function checkDraft(draft: Draft, inForce: readonly InForce[]): Checked {
  const sources = sourcesOf(draft.policyId, draft.text);
  const issues = issuesOf(sources);
  const told = { issues, rules: sources.length };
  if (issues.some(({ severity }) => severity === "error")) return { ...told, tests: [], sound: false };
  let policies: Compiled;
  try {
    policies = compilePolicies(everything(draft, inForce));
  } catch (error) {
    if (!isCountersignError(error)) throw error;
    const refused = { severity: "error" as const, message: error.message, line: null };
    return { ...told, issues: [...issues, refused], tests: [], sound: false };
  }
  issues.push(...annotationIssues(sources, policies), ...wideIssues(sources));
  issues.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (issues.some(({ severity }) => severity === "error")) return { ...told, tests: [], sound: false };
  const titles = titlesOf(draft, inForce);
  const tests = runTests(
    { policies, versionOf: () => "", titleOf: (id) => titles.get(id) ?? id, policyId: draft.policyId },
    draft.tests,
  );
  return { ...told, tests, sound: tests.every(({ passed }) => passed) };
}

/** What would decide if the draft were in force: what ships, the other policies, and the draft in place of its own policy. */
export function everything(draft: Pick<Draft, "policyId" | "text">, inForce: readonly InForce[]): PolicySource[] {
  const others = inForce.filter(({ policyId }) => policyId !== draft.policyId);
  return [...shippedSources(), ...ownSources(others), ...plain(sourcesOf(draft.policyId, draft.text))];
}

/** What decides now. */
export function asItIs(inForce: readonly InForce[]): PolicySource[] {
  return [...shippedSources(), ...ownSources(inForce)];
}

const shippedSources = () => SHIPPED_POLICIES.map(({ id, text }) => ({ id, text }));
const ownSources = (own: readonly InForce[]) => own.flatMap(({ policyId, text }) => plain(sourcesOf(policyId, text)));
const plain = (sources: readonly PlacedSource[]): PolicySource[] => sources.map(({ id, text }) => ({ id, text }));

function titlesOf(draft: Draft, inForce: readonly InForce[]): Map<string, string> {
  return new Map([
    ...SHIPPED_POLICIES.map(({ id, title }) => [id, title] as const),
    ...inForce.map(({ policyId, name }) => [policyId, name] as const),
    [draft.policyId, draft.name] as const,
  ]);
}

function issuesOf(sources: readonly PlacedSource[]): Issue[] {
  if (sources.length > POLICY_LIMITS.rules) {
    const message = `Use at most ${POLICY_LIMITS.rules} rules in one policy.`;
    return [{ severity: "error", message, line: null }];
  }
  const begins = new Map(sources.map(({ id, line }) => [id, line]));
  return validatePolicies(sources.map(({ id, text }) => ({ id, text })))
    .map(({ id, severity, message, line }) => ({ severity, message, line: (begins.get(id) ?? 1) + (line ?? 1) - 1 }))
    .sort((a, b) => a.line - b.line);
}
