import type { cedar } from "./cedar";
import { EXTENSIONS } from "./extensions";
import { Failure, NotCovered } from "./failure";
import { attributeOf, BINARY, type Binary, entityOf, hasAttribute, isIn, longOf } from "./operators";
import { matcher } from "./pattern";
import { refTo } from "./refs";
import type { Asked } from "./request";
import type { EntityRef } from "./types";
import { isSet, long, mismatch, own, type Value, type ValueRecord } from "./values";

/** An expression ready to run. `constant` and `isBool` are what is known of its value beforehand. */
interface Code {
  run(asked: Asked): Value;
  constant?: Value;
  isBool?: true;
}
export type Test = (asked: Asked) => boolean;

type Operands = Record<string, unknown>;
type Expr = cedar.Expr;
type Maker = (operands: Operands) => Code;

/**
 * Compiles an expression of Cedar's JSON form to closures with Cedar's meaning.
 * @throws NotCovered for what only Cedar itself can evaluate
 */
function compileExpression(expression: Expr): Code {
  const [[kind, operands] = ["", null], ...others] = Object.entries(expression);
  if (others.length > 0) throw new NotCovered("an expression of several parts");
  const make = MAKERS.get(kind);
  if (make) return make(operands as Operands);
  const apply = BINARY.get(kind);
  if (apply) return binary(kind, apply, operands as Operands);
  if (EXTENSIONS.has(kind)) return extensionCode(kind, operands as unknown as Expr[]);
  throw new NotCovered(kind);
}

/** The expression as something that must be true or false. */
export function compileTest(expression: Expr, where: string): Test {
  const code = compileExpression(expression);
  if (code.isBool) return code.run as Test;
  return (asked) => {
    const value = code.run(asked);
    if (typeof value !== "boolean") throw mismatch("a Bool", value, where);
    return value;
  };
}

const child = (operands: Operands, name: string) => compileExpression(operands[name] as Expr);
const constantCode = (constant: Value): Code =>
  typeof constant === "boolean" ? { run: () => constant, constant, isBool: true } : { run: () => constant, constant };
const test = (run: Test): Code => ({ run, isBool: true });

const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ["Value", (value) => constantCode(literal(value))],
  ["Var", (name) => variable(name as unknown as string)],
  ["&&", (operands) => chain("&&", operands)],
  ["||", (operands) => chain("||", operands)],
  ["!", (operands) => negation(operands)],
  ["neg", (operands) => negative(operands)],
  ["if-then-else", (operands) => choice(operands)],
  [".", (operands) => attribute(operands)],
  ["has", (operands) => has(operands)],
  ["like", (operands) => like(operands)],
  ["is", (operands) => is(operands)],
  ["isEmpty", (operands) => emptiness(operands)],
  ["Set", (elements) => set(elements as unknown as Expr[])],
  ["Record", (fields) => record(fields)],
]);

function literal(value: unknown): Value {
  if (typeof value === "string" || typeof value === "boolean") return value;
  // Beyond 53 bits the JSON form has lost digits.
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  const entity = typeof value === "object" && value !== null && "__entity" in value ? value.__entity : null;
  if (entity) return entityLiteral(entity as { type: string; id: string });
  throw new NotCovered("a literal that JavaScript cannot hold");
}

export function entityLiteral({ type, id }: { type: string; id: string }): EntityRef {
  return refTo(type, id);
}

function variable(name: string): Code {
  switch (name) {
    case "principal":
      return { run: (asked) => asked.principal };
    case "action":
      return { run: (asked) => asked.action };
    case "resource":
      return { run: (asked) => asked.resource };
    case "context":
      return { run: (asked) => asked.context as ValueRecord };
    default:
      throw new NotCovered(`the variable ${name}`);
  }
}

/** Long chains lean to the left: they run as a loop, not as deep as they are long. */
function chain(operator: "&&" | "||", operands: Operands): Code {
  const parts: Test[] = [];
  let left: Operands | undefined = operands;
  while (left) {
    parts.unshift(compileTest(left.right as Expr, operator));
    const next = left.left as Record<string, Operands>;
    left = next[operator];
    if (!left) parts.unshift(compileTest(next as unknown as Expr, operator));
  }
  const until = operator === "||";
  return test((asked) => {
    for (const part of parts) if (part(asked) === until) return until;
    return !until;
  });
}

function negation(operands: Operands): Code {
  const arg = compileTest(operands.arg as Expr, "!");
  return test((asked) => !arg(asked));
}

function negative(operands: Operands): Code {
  const arg = child(operands, "arg");
  return { run: (asked) => long(-BigInt(longOf(arg.run(asked), "-")), "a negation") };
}

function choice(operands: Operands): Code {
  const condition = compileTest(operands.if as Expr, "if");
  const [then, otherwise] = [child(operands, "then"), child(operands, "else")];
  const run = (asked: Asked) => (condition(asked) ? then.run(asked) : otherwise.run(asked));
  return then.isBool && otherwise.isBool ? { run, isBool: true } : { run };
}

function attribute(operands: Operands): Code {
  const attr = operands.attr as string;
  const left = operands.left as Expr;
  if ("Var" in left && left.Var === "context") {
    return { run: (asked) => own(asked.context, attr) ?? attributeOf(asked.context as ValueRecord, attr, asked) };
  }
  const of = compileExpression(left);
  return { run: (asked) => attributeOf(of.run(asked), attr, asked) };
}

function has(operands: Operands): Code {
  const of = child(operands, "left");
  const path = [operands.attr as string | string[]].flat();
  if (path.length === 1) return test((asked) => hasAttribute(of.run(asked), path[0] as string, asked));
  return test((asked) => {
    let value = of.run(asked);
    return path.every((attr, at) => {
      if (!hasAttribute(value, attr, asked)) return false;
      if (at < path.length - 1) value = attributeOf(value, attr, asked);
      return true;
    });
  });
}

function like(operands: Operands): Code {
  const of = child(operands, "left");
  const matches = matcher(operands.pattern as Parameters<typeof matcher>[0]);
  return test((asked) => {
    const value = of.run(asked);
    if (typeof value !== "string") throw mismatch("a String", value, "like");
    return matches(value);
  });
}

function is(operands: Operands): Code {
  const of = child(operands, "left");
  const type = operands.entity_type as string;
  const within = operands.in === undefined ? null : compileExpression(operands.in as Expr);
  return test((asked) => {
    const ref = entityOf(of.run(asked), "is");
    return ref.type === type && (within === null || isIn(ref, within.run(asked), asked));
  });
}

function emptiness(operands: Operands): Code {
  const of = child(operands, "arg");
  return test((asked) => {
    const value = of.run(asked);
    if (!isSet(value)) throw mismatch("a Set", value, "isEmpty");
    return value.length === 0;
  });
}

function set(expressions: readonly Expr[]): Code {
  const elements = expressions.map(compileExpression);
  const constants = elements.flatMap(({ constant }) => (constant === undefined ? [] : [constant]));
  if (constants.length === elements.length) return constantCode(constants);
  return { run: (asked) => elements.map((element) => element.run(asked)) };
}

function record(fields: Operands): Code {
  const codes = Object.entries(fields).map(([key, value]) => [key, compileExpression(value as Expr)] as const);
  return {
    run: (asked) => {
      const made: { [key: string]: Value } = Object.create(null);
      for (const [key, code] of codes) made[key] = code.run(asked);
      return made;
    },
  };
}

function binary(kind: string, apply: Binary, operands: Operands): Code {
  const [left, right] = [child(operands, "left"), child(operands, "right")];
  const quick = quicker(kind, left, right);
  if (quick) return test(quick);
  const run = (asked: Asked) => {
    const value = left.run(asked);
    return apply(value, right.run(asked), asked);
  };
  return GIVES_OTHER_THAN_BOOL.has(kind) ? { run } : { run, isBool: true };
}

const GIVES_OTHER_THAN_BOOL: ReadonlySet<string> = new Set(["+", "-", "*", "getTag"]);

/** What policies do most, without the general way's detours: comparing with a text, and looking into a list of texts. */
function quicker(kind: string, left: Code, { run, constant }: Code): Test | null {
  if (kind === "contains") {
    if (!Array.isArray(left.constant) || !left.constant.every((one) => typeof one === "string")) return null;
    const texts: ReadonlySet<Value> = new Set(left.constant);
    return (asked) => texts.has(run(asked));
  }
  if (constant === undefined || typeof constant === "object") return null;
  if (kind === "==") return (asked) => left.run(asked) === constant;
  return kind === "!=" ? (asked) => left.run(asked) !== constant : null;
}

/** An extension's function; of constants it is worked out once, and what fails then fails each time it is reached. */
function extensionCode(name: string, expressions: readonly Expr[]): Code {
  const extension = EXTENSIONS.get(name);
  const args = expressions.map(compileExpression);
  if (!extension || extension.arity !== args.length) throw new NotCovered(`${name} of ${args.length} arguments`);
  const constants = args.flatMap(({ constant }) => (constant === undefined ? [] : [constant]));
  if (constants.length === args.length) return worked(() => extension.apply(constants));
  const run = (asked: Asked) => extension.apply(args.map((arg) => arg.run(asked)));
  return /^(?:is|less|greater)/.test(name) ? { run, isBool: true } : { run };
}

function worked(work: () => Value): Code {
  try {
    return constantCode(work());
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {
      run: () => {
        throw error;
      },
    };
  }
}
