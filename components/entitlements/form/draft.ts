import { clock } from "@/lib/entitlements/present";
import type { ArgumentView, GrantableTool, GrantOptions, ShapeInput, ShapeView } from "@/lib/entitlements/schema";
import type { Action, Condition, EntitlementKind, Operator } from "@/lib/entitlements/terms";

/** What a person is writing: every field as its control holds it. */
export interface Draft {
  server: string;
  /** "" stands for every tool of the server. */
  tool: string;
  resourceId: string;
  actions: readonly Action[];
  conditions: readonly ConditionDraft[];
  windows: readonly WindowDraft[];
  kind: EntitlementKind;
  expiresAt: string;
  hours: number;
  startsAt: string | null;
  justification: string;
}

export interface ConditionDraft {
  key: string;
  argument: string;
  type: ArgumentView["type"];
  operator: Operator;
  /** As typed: a number, a text, one text to a line. */
  given: string;
}

export interface WindowDraft {
  key: string;
  days: readonly number[];
  from: string;
  until: string;
  zone: string;
}

export const OPERATORS_OF: Record<ArgumentView["type"], readonly Operator[]> = {
  text: ["eq", "ne", "in", "not_in", "like", "has", "has_not"],
  number: ["lte", "lt", "gte", "gt", "eq", "ne", "has", "has_not"],
  flag: ["eq", "has", "has_not"],
  list: ["contains", "has", "has_not"],
};

export const isBare = (operator: Operator) => operator === "has" || operator === "has_not";
export const isList = (operator: Operator) => operator === "in" || operator === "not_in";

let made = 0;
/** For a row that was added in the browser; those that came with the page are named by their place. */
export const nextKey = () => `added-${++made}`;

export function toolsOf({ servers }: GrantOptions, draft: Pick<Draft, "server" | "tool">): readonly GrantableTool[] {
  const tools = servers.find(({ name }) => name === draft.server)?.tools ?? [];
  return draft.tool === "" ? tools : tools.filter(({ name }) => name === draft.tool);
}

/** Every argument that the chosen tools take, each once. */
export function argumentsOf(tools: readonly GrantableTool[]): ArgumentView[] {
  return [...new Map(tools.flatMap((tool) => tool.arguments).map((one) => [one.path, one])).values()];
}

/** What an ordinary request for these tools asks for: all that their calls are decided under. */
export function usualActions(tools: readonly GrantableTool[]): Action[] {
  return [...new Set(tools.map(({ action }) => action))];
}

function conditionOf({ argument, type, operator, given }: ConditionDraft): Condition {
  if (isBare(operator)) return { argument, operator };
  if (isList(operator)) return { argument, operator, value: given.split("\n").filter((line) => line !== "") };
  if (type === "number") return { argument, operator, value: given.trim() === "" ? Number.NaN : Number(given) };
  if (type === "flag") return { argument, operator, value: given !== "false" };
  return { argument, operator, value: given };
}

export function draftOf(
  { argument, operator, value }: Condition,
  { key, known }: { key: string; known: readonly ArgumentView[] },
): ConditionDraft {
  const told = known.find(({ path }) => path === argument)?.type;
  const type =
    typeof value === "number"
      ? "number"
      : typeof value === "boolean"
        ? "flag"
        : operator === "contains"
          ? "list"
          : told;
  const given = Array.isArray(value) ? value.join("\n") : String(value ?? "");
  return { key, argument, type: type ?? "text", operator, given };
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** As sentences and the server read it. An end of the day ("00:00") is the last minute's end. */
export function shapeOf(draft: Draft, { resources }: Pick<GrantOptions, "resources">): ShapeView {
  const resource = resources.find(({ id }) => id === draft.resourceId) ?? null;
  return {
    server: draft.server,
    tool: draft.tool === "" ? null : draft.tool,
    resource,
    actions: draft.actions,
    conditions: draft.conditions.map(conditionOf),
    windows: draft.windows.map(({ days, from, until, zone }) => ({
      days,
      fromMinute: minuteOf(from),
      untilMinute: minuteOf(until) || 1_440,
      zone,
    })),
    startsAt: draft.startsAt,
    expiresAt: draft.expiresAt || null,
  };
}

export function inputOf({ resource, actions, windows, conditions, ...shape }: ShapeView): ShapeInput {
  return {
    ...shape,
    actions: [...actions],
    conditions: conditions.map(({ value, ...one }) => ({
      ...one,
      ...(value === undefined
        ? {}
        : { value: Array.isArray(value) ? [...value] : (value as string | number | boolean) }),
    })),
    windows: windows.map((window) => ({ ...window, days: [...window.days] })),
    resourceId: resource?.id ?? null,
    expiresAt: shape.expiresAt ?? "",
  };
}

/** The time of day as a control of the browser holds it: the end of the day is its "00:00". */
export function clockText(minute: number): string {
  return clock(minute % 1_440);
}
