import { evaluateWithApproval } from "@/lib/approvals";
import { isCountersignError } from "@/lib/errors";
import { STATUS } from "@/lib/http/problem";
import { decideOn } from "@/lib/policy";
import { bodyOf, bodyOfUse, type DecisionBody } from "./answer";
import { type Asked, answering } from "./door";
import type { Json } from "./json";
import { takePace } from "./rate";
import { type Evaluation, invalid, object, readApproval, readCall } from "./request";

/** One entry of several, with the key of its own under which its use of an approval is answered once more. */
interface Entry {
  parts: Evaluation;
  useKey: Asked["useKey"];
}

const MOST_EVALUATIONS = 200;
const SEMANTICS = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"] as const;
type Semantic = (typeof SEMANTICS)[number];

/** `POST /access/v1/evaluation` (AuthZEN 1.0, section 6). */
export const evaluation = answering((asked) => evaluateOne(asked, partsOf(asked.body)));

/** `POST /access/v1/evaluations` (section 7): without evaluations in it, a single one. */
export const evaluations = answering(async (asked) => {
  const { body } = asked;
  const given = body.evaluations;
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return evaluateOne(asked, partsOf(body));
  if (!Array.isArray(given)) throw invalid("evaluations must be an array.");
  if (given.length > MOST_EVALUATIONS) throw invalid(`evaluations takes ${MOST_EVALUATIONS} entries at most.`);
  const semantic = semanticOf(body.options);
  const defaults = partsOf(body);
  const each = given.map((one, at) => ({
    parts: { ...defaults, ...ownOf(object(one, `evaluations.${at}`)) },
    // With a space in it no other request can have it. Two entries that name one approval are two uses.
    useKey: `${asked.useKey} ${at}`,
  }));
  takePace(asked.caller, each.length, performance.now());
  return {
    evaluations: semantic === "execute_all" ? await evaluateAll(asked, each) : await inTurn(asked, each, semantic),
  };
});

async function evaluateOne(asked: Asked, parts: Evaluation): Promise<DecisionBody> {
  takePace(asked.caller, 1, performance.now());
  return decideParts(asked, { parts, useKey: asked.useKey });
}

/** The same for one and for each of several; one that names an approval uses it up where it is allowed. */
async function decideParts({ ctx, caller, decisionCaller, point }: Asked, { parts, useKey }: Entry) {
  const call = readCall(parts, caller, (agentId, full) => point.snapshot.toolNamed(agentId, full));
  const reference = readApproval(parts);
  if (!reference) return bodyOf(await decideOn(point, ctx, { call, caller: decisionCaller }));
  return bodyOfUse(await evaluateWithApproval(point, ctx, { call, caller: decisionCaller, reference, useKey }));
}

/** All at once, so that they share one commit. */
async function evaluateAll(asked: Asked, each: readonly Entry[]): Promise<DecisionBody[]> {
  const { killEpoch } = asked.point;
  const bodies = await Promise.all(each.map((entry) => evaluateEntry(asked, entry)));
  return stillAllowed(asked, each, bodies, killEpoch);
}

async function inTurn(asked: Asked, each: readonly Entry[], semantic: Semantic): Promise<DecisionBody[]> {
  const { killEpoch } = asked.point;
  const bodies: DecisionBody[] = [];
  for (const entry of each) {
    const body = await evaluateEntry(asked, entry);
    bodies.push(body);
    if (body.decision === (semantic === "permit_on_first_permit")) break;
  }
  return stillAllowed(asked, each, bodies, killEpoch);
}

/** While later ones were decided a kill switch may have been thrown over an earlier one: what was allowed is decided once more. */
async function stillAllowed(
  asked: Asked,
  each: readonly Entry[],
  bodies: DecisionBody[],
  decidedAt: bigint,
): Promise<DecisionBody[]> {
  asked.point.assertFresh();
  const { killEpoch } = asked.point;
  if (killEpoch === decidedAt) return bodies;
  const again = await Promise.all(
    bodies.map((body, at) => (body.decision ? evaluateEntry(asked, each[at] as Entry) : body)),
  );
  return stillAllowed(asked, each, again, killEpoch);
}

/** One of several: what is wrong with it alone is its own answer, and a denial. */
async function evaluateEntry(asked: Asked, entry: Entry): Promise<DecisionBody> {
  try {
    return await decideParts(asked, entry);
  } catch (error) {
    if (!isCountersignError(error) || (error.code !== "invalid" && error.code !== "forbidden")) throw error;
    const status = error.code === "invalid" ? 400 : STATUS[error.code].status;
    return { decision: false, context: { error: { status, message: error.message } } };
  }
}

function partsOf(body: { [key: string]: Json }): Evaluation {
  return { subject: body.subject, action: body.action, resource: body.resource, context: body.context };
}

/** The parts that an entry has of its own: they replace the default as a whole. */
function ownOf(entry: { [key: string]: Json }): Partial<Evaluation> {
  return Object.fromEntries(Object.entries(partsOf(entry)).filter(([, value]) => value !== undefined));
}

function semanticOf(options: Json | undefined): Semantic {
  if (options === undefined) return "execute_all";
  const given = object(options, "options").evaluations_semantic;
  if (given === undefined) return "execute_all";
  const semantic = SEMANTICS.find((one) => one === given);
  if (!semantic) throw invalid(`options.evaluations_semantic is one of ${SEMANTICS.join(", ")}.`);
  return semantic;
}
