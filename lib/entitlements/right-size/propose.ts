import type { Extent } from "../narrower";
import { beyond, conditionHolds, isNarrower, isOpen, tenThousandths, type valuesOf } from "../rules";
import { ACTION_LABELS, ACTIONS, type Action, type Condition } from "../terms";
import type { Broken } from "../views";

/** A recorded call that a grant permitted, with its arguments by kind of value. */
export interface UsedCall {
  id: string;
  at: Date;
  tool: string;
  action: Action;
  resourceIds: readonly string[];
  values: ReturnType<typeof valuesOf>;
}

export interface Proposed {
  kind: "unused" | "actions" | "tools" | "conditions" | "wide";
  because: string;
  /** The narrower grants that together permit all that was used; none: nothing was. */
  into: Extent[];
}

/** Fewer calls than this show no habit: a limit drawn from them would be a guess. */
const HABIT = 5;
const TEXTS_MAX = 20;
const PARTS_MAX = 20;
const TEXT_MAX = 200;

/**
 * What a grant could be instead, going by what it was used for (Z8): null when it fits. Every part is proved to be within the
 * grant, so that taking the offer needs nobody's approval.
 */
export function proposalFor(grant: Extent, calls: readonly UsedCall[], since: string): Proposed | null {
  if (!calls.length) return { kind: "unused", because: `No call rested on it ${since}.`, into: [] };
  const tools = [...new Set(calls.map(({ tool }) => tool))].sort();
  if (grant.tool === null && tools.length <= PARTS_MAX) {
    const into = tools.map((tool) =>
      partOf(
        grant,
        calls.filter((call) => call.tool === tool),
        tool,
      ),
    );
    const only = tools.length === 1 ? "one tool was" : `${tools.length} tools were`;
    return { kind: "tools", because: `Of the whole server only ${only} called ${since}.`, into };
  }
  const part = partOf(grant, calls, grant.tool);
  if (!isNarrower(part, grant) || isNarrower(grant, part)) return null;
  const tighter = part.conditions.filter((condition) => !grant.conditions.includes(condition));
  if (tighter.length) {
    const names = tighter.map(({ argument }) => argument).join(", ");
    return {
      kind: "conditions",
      because: `${calls.length} calls ${since} kept within closer bounds of ${names}.`,
      into: [part],
    };
  }
  const unused = grant.actions.filter((action) => !part.actions.includes(action));
  const words = unused.map((action) => ACTION_LABELS[action].toLowerCase()).join(", ");
  return { kind: "actions", because: `No call ${since} was decided under ${words}.`, into: [part] };
}

function partOf(grant: Extent, calls: readonly UsedCall[], tool: string | null): Extent {
  const used = new Set(calls.map(({ action }) => action));
  const bounds = calls.length >= HABIT ? boundsOf(grant, calls) : [];
  // A bound on an argument that already has one of that kind takes its place; everything else stays as it was agreed to.
  const kept = grant.conditions.filter(
    (old) => !bounds.some((bound) => bound.argument === old.argument && bound.operator === old.operator),
  );
  const actions = ACTIONS.filter((action) => used.has(action) && grant.actions.includes(action));
  const part = { ...grant, tool, actions: actions.length ? actions : grant.actions, conditions: [...kept, ...bounds] };
  return isNarrower(part, grant) ? part : { ...part, conditions: [...grant.conditions] };
}

/** Bounds that every recorded call kept and that the grant does not ask for yet. */
function boundsOf(grant: Extent, calls: readonly UsedCall[]): Condition[] {
  const first = calls[0];
  if (!first) return [];
  const bounds = [...first.values.texts.keys()].sort().flatMap((argument): Condition[] => {
    const number = numberBound(argument, calls);
    const bound = number ?? textBound(argument, calls);
    return bound ? [bound] : [];
  });
  return bounds.filter((bound) => beyond({ ...grant }, { ...grant, conditions: [bound] }) !== null);
}

function numberBound(argument: string, calls: readonly UsedCall[]): Condition | null {
  const seen = calls.map(({ values }) => values.numbers.get(argument));
  if (seen.some((number) => number === undefined)) return null;
  const [most = 0n] = (seen as bigint[]).sort((left, right) => (left < right ? 1 : -1));
  const value = Number(most) / 10_000;
  return tenThousandths(value) === most && Math.abs(value) <= 900_000_000_000
    ? { argument, operator: "lte", value }
    : null;
}

/** The texts seen, where they come again and again: recipients and currencies do, subjects and messages do not. */
function textBound(argument: string, calls: readonly UsedCall[]): Condition | null {
  const seen = calls.map(({ values }) => (values.numbers.has(argument) ? undefined : values.texts.get(argument)));
  if (seen.some((text) => text === undefined || text.length > TEXT_MAX)) return null;
  const texts = [...new Set(seen as string[])].sort();
  if (texts.length > TEXTS_MAX || texts.length * 2 > calls.length) return null;
  return { argument, operator: "in", value: texts };
}

/** What narrower grants would have broken: the recorded calls that none of them permits, with the reason. */
export function brokenBy(into: readonly Extent[], calls: readonly UsedCall[], examples = 5): Broken {
  const broken = calls.flatMap((call) => {
    const because = into.map((grant) => obstacle(grant, call));
    return because.includes(null) ? [] : [{ call, because: because[0] ?? "Nothing would permit it." }];
  });
  return {
    of: calls.length,
    broken: broken.length,
    examples: broken.slice(0, examples).map(({ call, because }) => ({
      decisionId: call.id,
      at: call.at.toISOString(),
      tool: call.tool,
      because,
    })),
  };
}

/** Why this grant would not have permitted this call; null when it would have. */
function obstacle(grant: Extent, call: UsedCall): string | null {
  if (grant.tool !== null && grant.tool !== call.tool) return "It called another tool.";
  if (!grant.actions.includes(call.action)) return `It was decided under ${ACTION_LABELS[call.action].toLowerCase()}.`;
  if (grant.resourceId !== null && !call.resourceIds.includes(grant.resourceId))
    return "It did not touch that resource.";
  // When it ends is about calls to come; when it begins and its hours say whether this one would have met it open.
  if (!isOpen({ ...grant, startsAt: null, expiresAt: null }, call.at.getTime()))
    return "It was outside of those hours.";
  const failed = grant.conditions.find((condition) => !conditionHolds(condition, call.values));
  return failed ? `Its ${failed.argument} did not meet the condition.` : null;
}
