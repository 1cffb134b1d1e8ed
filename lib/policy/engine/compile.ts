import { CountersignError } from "@/lib/errors";
import { cedar } from "./cedar";
import { type Compiled, CompiledPolicies, type CompiledPolicy } from "./compiled";
import { compileTest, entityLiteral, type Test } from "./expression";
import { Failure, NotCovered } from "./failure";
import { askCedar } from "./oracle";
import { lineOf } from "./position";
import { scopeOf } from "./scope";
import type { EntityRef, PolicySource } from "./types";

/** How long one slice of compiling may hold the event loop. */
const SLICE_MS = 4;

/**
 * Policies ready to decide. Those of `former` whose text is the same are taken over.
 * @throws CountersignError `invalid` with the policy's id and Cedar's message
 */
export function compilePolicies(sources: readonly PolicySource[], former?: Compiled): Compiled {
  const steps = compiling(sources, former);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in slices of some milliseconds, between which everything else goes on (Z1: a publication never holds up decisions). */
export async function compileInSlices(sources: readonly PolicySource[], former?: Compiled): Promise<Compiled> {
  const steps = compiling(sources, former);
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
}

function* compiling(sources: readonly PolicySource[], former: Compiled | undefined): Generator<void, CompiledPolicies> {
  const compiled = new CompiledPolicies(sources);
  const known = former instanceof CompiledPolicies ? former : null;
  for (const source of sources) {
    if (compiled.has(source.id)) throw new CountersignError("invalid", `Two policies have the id ${source.id}.`);
    compiled.add(known?.sameAs(source) ?? compilePolicy(source));
    yield;
  }
  return compiled;
}

/** @throws CountersignError `invalid` */
function compilePolicy(source: PolicySource): CompiledPolicy {
  const answered = cedar.policyToJson(source.text);
  if (answered.type === "failure") {
    const messages = answered.errors.map((error) => `${error.message}${lineOf(source.text, error)}`);
    throw new CountersignError("invalid", `The policy ${source.id} cannot be read: ${messages.join("; ")}.`);
  }
  const { json } = answered;
  const annotations = Object.fromEntries(
    Object.entries(json.annotations ?? {}).map(([key, text]) => [key, text ?? ""]),
  );
  return { source, effect: json.effect, annotations, scope: scopeOf(json), holds: conditionsOf(source, json) };
}

/** The conditions of a policy, which Cedar itself evaluates where the compiler does not know how. */
function conditionsOf(source: PolicySource, json: cedar.PolicyJson): Test {
  try {
    const tests = json.conditions.map(({ kind, body }) => {
      const test = compileTest(body, kind);
      return kind === "when" ? test : (asked: Parameters<Test>[0]) => !test(asked);
    });
    const [only] = tests;
    if (only && tests.length === 1) return only;
    return (asked) => {
      for (const test of tests) if (!test(asked)) return false;
      return true;
    };
  } catch (error) {
    if (!(error instanceof NotCovered)) throw error;
    return inCedar(source, json);
  }
}

function inCedar(source: PolicySource, json: cedar.PolicyJson): Test {
  const named: EntityRef[] = [];
  collectLiterals(json, named);
  return (asked) => {
    const { determining, errors } = askCedar(source, named, asked.request, asked.find);
    const [error] = errors;
    if (error) throw new Failure(error.message);
    return determining.length > 0;
  };
}

function collectLiterals(json: unknown, into: EntityRef[]): void {
  if (typeof json !== "object" || json === null) return;
  if ("__entity" in json) into.push(entityLiteral(json.__entity as { type: string; id: string }));
  else for (const one of Object.values(json)) collectLiterals(one, into);
}
