import type { Draw } from "./draw";
import {
  ACTIONS,
  ATTRIBUTES,
  DECIMALS,
  IDS,
  INSTANTS,
  type Kind,
  LONGS,
  NETWORKS,
  PATHS,
  SPANS,
  TEXTS,
  TYPES,
  type Vocabulary,
} from "./words";

/** How often an expression of another kind stands where one was wanted: type errors are part of the language. */
const WRONG = 0.03;
const KINDS = Object.keys(ATTRIBUTES) as (keyof typeof ATTRIBUTES)[];
const MORE_KINDS: readonly Kind[] = [...KINDS, "Network", "Instant", "Span"];

/** A text in Cedar's quotes, written without the engine's own help. */
export function inQuotes(text: string): string {
  const escaped = [...text].map((one) =>
    one === '"' || one === "\\" || one < " " || one > "~" ? `\\u{${one.codePointAt(0)?.toString(16)}}` : one,
  );
  return `"${escaped.join("")}"`;
}

/** Draws Cedar expressions as text. */
export class Expressions {
  constructor(
    readonly draw: Draw,
    readonly vocabulary: Vocabulary,
  ) {}

  of(kind: Kind, depth: number): string {
    const { draw } = this;
    if (draw.chance(WRONG)) return this.of(draw.one(MORE_KINDS), depth - 1);
    if (depth > 0 && draw.chance(0.06)) {
      return `(if ${this.of("Bool", depth - 1)} then ${this.of(kind, depth - 1)} else ${this.of(kind, depth - 1)})`;
    }
    if (kind in ATTRIBUTES && draw.chance(kind === "Bool" ? 0.07 : 0.3)) {
      return this.attribute(kind as keyof typeof ATTRIBUTES, depth - 1);
    }
    return MAKERS[kind](this, depth - 1);
  }

  /** An attribute of a variable or of what it leads to. */
  attribute(kind: keyof typeof ATTRIBUTES, depth: number): string {
    const name = this.nameOf(kind);
    return `${this.holder(depth)}${this.access(name)}`;
  }

  holder(depth: number): string {
    const { draw } = this;
    if (depth > 0 && draw.chance(0.15)) return this.of(draw.chance(0.5) ? "Record" : "Entity", depth - 1);
    return draw.one(["principal", "resource", "context", "context", "context.deep", "principal.owner", "action"]);
  }

  access(name: string): string {
    return /^[a-z]\w*$/i.test(name) ? `.${name}` : `[${inQuotes(name)}]`;
  }

  name(): string {
    return this.nameOf(this.draw.one(KINDS));
  }

  nameOf(kind: keyof typeof ATTRIBUTES): string {
    const usual = this.vocabulary[kind];
    return usual !== undefined && this.draw.chance(0.8) ? usual : this.draw.one(ATTRIBUTES[kind]);
  }

  entity(): string {
    const { draw } = this;
    if (draw.chance(0.2)) return `Action::${inQuotes(draw.one(ACTIONS))}`;
    return `${draw.one(TYPES)}::${inQuotes(draw.one(IDS))}`;
  }

  tags(): string {
    return this.draw.one([
      "context.texts",
      "context.texts",
      "context.numbers",
      "context.flags",
      "context.lists",
      "principal",
    ]);
  }

  path(): string {
    return inQuotes(this.draw.one(PATHS));
  }

  pattern(): string {
    const { draw } = this;
    const piece = () =>
      draw.chance(0.5) ? draw.one(["*", "**", "\\*"]) : inQuotes(draw.one(TEXTS)).slice(1, -1).replace("*", "\\*");
    return `"${[piece(), ...draw.several(3, piece)].join("")}"`;
  }
}

type Make = (from: Expressions, depth: number) => string;

const list = (from: Expressions, kind: Kind, depth: number) =>
  `[${from.draw.several(3, () => from.of(kind, depth)).join(", ")}]`;
const extension = (name: string, texts: readonly string[]) => (from: Expressions) =>
  `${name}(${inQuotes(from.draw.one(texts))})`;

function bool(from: Expressions, depth: number): string {
  if (depth < 0) return from.draw.one(["true", "false"]);
  return from.draw.one(BOOLS)(from, depth);
}

const SETS: readonly Kind[] = ["TextSet", "LongSet", "EntitySet", "NestedSet"];
const ELEMENT = { TextSet: "String", LongSet: "Long", EntitySet: "Entity", NestedSet: "LongSet" } as const;
const UNITS = ["toMilliseconds", "toSeconds", "toMinutes", "toHours", "toDays"] as const;

const BOOLS: readonly Make[] = [
  (from, depth) => `(${from.of("Bool", depth)} && ${from.of("Bool", depth)})`,
  (from, depth) => `(${from.of("Bool", depth)} || ${from.of("Bool", depth)} || ${from.of("Bool", depth)})`,
  (from, depth) => `(!${from.of("Bool", depth)})`,
  (from, depth) => {
    const kind = from.draw.one(MORE_KINDS);
    return `(${from.of(kind, depth)} ${from.draw.one(["==", "!="])} ${from.of(kind, depth)})`;
  },
  (from, depth) => {
    const kind = from.draw.one(["Long", "Long", "Instant", "Span"] as const);
    return `(${from.of(kind, depth)} ${from.draw.one(["<", "<=", ">", ">="])} ${from.of(kind, depth)})`;
  },
  (from, depth) => `(${from.of("Long", depth)} ${from.draw.one(["<", "<=", ">", ">="])} ${from.of("Long", depth)})`,
  (from, depth) =>
    `(${from.of("Span", depth)}.${from.draw.one(UNITS)}() ${from.draw.one(["==", "<"])} ${from.of("Long", depth)})`,
  (from, depth) =>
    `${from.of("Decimal", depth)}.${from.draw.one(["lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"])}(${from.of("Decimal", depth)})`,
  (from, depth) => `(${from.of("String", depth)} like ${from.pattern()})`,
  (from, depth) => {
    const holder = from.holder(depth);
    return from.draw.chance(0.3) ? `(${holder} has deep.limits.big)` : `(${holder} has ${inQuotes(from.name())})`;
  },
  (from, depth) => {
    const name = from.nameOf("String");
    const holder = from.holder(0);
    return `(${holder} has ${inQuotes(name)} && ${holder}${from.access(name)} == ${from.of("String", depth)})`;
  },
  (from, depth) => `(${from.of("Entity", depth)} in ${from.of(from.draw.chance(0.5) ? "Entity" : "EntitySet", depth)})`,
  (from, depth) => `(${from.of("Entity", depth)} is ${from.draw.one(TYPES)})`,
  (from, depth) => `(${from.of("Entity", depth)} is ${from.draw.one(TYPES)} in ${from.of("Entity", depth)})`,
  (from, depth) => {
    const kind = from.draw.one(["TextSet", "LongSet", "EntitySet", "NestedSet"] as const);
    return `${from.of(kind, depth)}.contains(${from.of(ELEMENT[kind], depth)})`;
  },
  (from, depth) => {
    const kind = from.draw.one(SETS);
    return `${from.of(kind, depth)}.${from.draw.one(["containsAll", "containsAny"])}(${from.of(kind, depth)})`;
  },
  (from, depth) => `${from.of(from.draw.one(SETS), depth)}.isEmpty()`,
  (from) => `${from.tags()}.hasTag(${from.path()})`,
  (from, depth) => {
    const path = from.path();
    return `(context.texts.hasTag(${path}) && context.texts.getTag(${path}) == ${from.of("String", depth)})`;
  },
  (from, depth) => {
    const path = from.path();
    return `(context.numbers.hasTag(${path}) && context.numbers.getTag(${path}).lessThanOrEqual(${from.of("Decimal", depth)}))`;
  },
  (from, depth) => `${from.of("Network", depth)}.${from.draw.one(["isIpv4", "isIpv6", "isLoopback", "isMulticast"])}()`,
  (from, depth) => `${from.of("Network", depth)}.isInRange(${from.of("Network", depth)})`,
];

const MAKERS: Record<Kind, Make> = {
  Bool: bool,
  Long: (from, depth) => {
    if (depth >= 0 && from.draw.chance(0.4)) {
      return `(${from.of("Long", depth)} ${from.draw.one(["+", "-", "*", "*"])} ${from.of("Long", depth)})`;
    }
    if (depth >= 0 && from.draw.chance(0.15)) return `(-${from.of("Long", depth)})`;
    if (depth >= 0 && from.draw.chance(0.15)) return `${from.of("Span", depth)}.${from.draw.one(UNITS)}()`;
    if (from.draw.chance(0.01)) return from.draw.one(["9223372036854775807", "(-9223372036854775808)"]);
    return `(${from.draw.one(LONGS)})`;
  },
  String: (from) => (from.draw.chance(0.2) ? `${from.tags()}.getTag(${from.path()})` : inQuotes(from.draw.one(TEXTS))),
  Entity: (from) => from.draw.one(["principal", "resource", "action", from.entity(), from.entity()]),
  TextSet: (from, depth) =>
    from.draw.chance(0.2) ? `context.lists.getTag(${from.path()})` : list(from, "String", depth),
  LongSet: (from, depth) => list(from, "Long", depth),
  EntitySet: (from, depth) => list(from, "Entity", depth),
  NestedSet: (from, depth) => list(from, "LongSet", depth),
  Decimal: (from) =>
    from.draw.chance(0.3) ? `context.numbers.getTag(${from.path()})` : `decimal(${inQuotes(from.draw.one(DECIMALS))})`,
  Record: (from, depth) =>
    `{"big": ${from.of("Long", depth)}, ${inQuotes(from.name())}x: ${from.of("String", depth)}}`.replace('"x:', 'x":'),
  Network: extension("ip", NETWORKS),
  Instant: (from, depth) => {
    if (depth >= 0 && from.draw.chance(0.3)) return `${from.of("Instant", depth)}.offset(${from.of("Span", depth)})`;
    if (depth >= 0 && from.draw.chance(0.2)) return `${from.of("Instant", depth)}.toDate()`;
    return extension("datetime", INSTANTS)(from);
  },
  Span: (from, depth) => {
    if (depth >= 0 && from.draw.chance(0.2)) return `${from.of("Instant", depth)}.toTime()`;
    if (depth >= 0 && from.draw.chance(0.2)) {
      return `${from.of("Instant", depth)}.durationSince(${from.of("Instant", depth)})`;
    }
    return extension("duration", SPANS)(from);
  },
};
