import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCountersignError } from "@/lib/errors";
import { askedDigestOf, type Call } from "@/lib/policy";
import { callerFor } from "@/lib/testing/asking";
import { type Json, readStrictJson } from "../authzen/json";
import { readCall } from "../authzen/request";

/** What a request for approval has to repeat survives every way of writing the same, and no way of writing something else (A3). */

const CASES = 10_000;
const agentId = "agt_paying";
const caller = callerFor({ agentId, instanceId: "ins_one", credentialId: "crd_one", token: "" });

/** The call that these bytes ask about; null: the door refuses them. */
function read(bytes: Buffer): Call | null {
  try {
    const { subject, action, resource, context } = readStrictJson(bytes);
    return readCall({ subject, action, resource, context }, caller, () => ({ server: "Books", name: "pay_invoice" }));
  } catch (error) {
    if (!isCountersignError(error)) throw error;
    return null;
  }
}

/** How a document is written. */
interface Pen {
  order: (keys: string[]) => string[];
  number: (value: number) => string;
  text: (value: string) => string;
  space: () => string;
}
const PLAIN: Pen = { order: (keys) => keys, number: String, text: JSON.stringify, space: () => "" };

function write(value: Json, pen: Pen): string {
  const { space } = pen;
  const around = (text: string) => `${space()}${text}${space()}`;
  if (typeof value === "number") return around(pen.number(value));
  if (typeof value === "string") return around(pen.text(value));
  if (value === null || typeof value === "boolean") return around(String(value));
  if (Array.isArray(value)) return around(`[${value.map((one) => write(one, pen)).join(",")}]`);
  const members = pen
    .order(Object.keys(value))
    .map((key) => `${space()}${pen.text(key)}${space()}:${write(value[key] as Json, pen)}`);
  return around(`{${members.join(",")}}`);
}

const bodyWith = (args: string) =>
  Buffer.from(
    `{"subject":{"type":"agent","id":"${agentId}"},"action":{"name":"call"},"resource":{"type":"tool","id":"Books/pay_invoice","properties":{"arguments":${args}}}}`,
  );

const SPACES = ["", " ", "\t", "\n", "\r\n  "];
const escaped = (text: string) =>
  `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")}"`;
const NUMBERS: ((value: number) => string)[] = [
  (value) => (Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value)),
  (value) => (Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}e0` : String(value)),
  (value) => (Number.isInteger(value) && Math.abs(value) < 1e14 ? `${value}0E-1` : String(value)),
  (value) => value.toExponential(),
];

const numbers = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((one) => !Number.isInteger(one) || Number.isSafeInteger(one)),
);
const texts = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("Café", "Åse Lindqvist", "DE0212 0300", "ﬁn"),
);
const values = fc.letrec<{ value: Json; leaf: Json }>((tie) => ({
  leaf: fc.oneof(numbers, texts, fc.boolean(), fc.constant(null)),
  value: fc.oneof(
    { depthSize: "small" },
    tie("leaf"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(texts, tie("value"), { maxKeys: 3 }),
  ),
})).value;
const payloads = fc
  .dictionary(texts, values, { maxKeys: 4 })
  .map((more): { [key: string]: Json } => ({ recipient: "Café Åse", amount: 9400, note: { lines: [1, 2] }, ...more }));

type Mutation = { kind: string; seed: number; at: number };
const mutations: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("byte", "order", "space", "number", "escape", "decompose", "duplicate", "big"),
  seed: fc.nat(),
  at: fc.noBias(fc.nat(1_000_000)),
});

const decomposed = (value: Json): Json => {
  if (typeof value === "string") return value.normalize("NFD");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(decomposed);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, decomposed(one)]));
};

/** The payload, written or changed in one of these ways. */
function mutate(args: { [key: string]: Json }, { kind, seed, at }: Mutation): Buffer {
  let turn = seed;
  const pick = <T>(from: readonly T[]): T => {
    turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648;
    return from[turn % from.length] as T;
  };
  switch (kind) {
    case "order":
      return bodyWith(write(args, { ...PLAIN, order: (keys) => keys.toSorted(() => pick([-1, 1])) }));
    case "space":
      return bodyWith(write(args, { ...PLAIN, space: () => pick(SPACES) }));
    case "number":
      return bodyWith(write(args, { ...PLAIN, number: (value) => pick(NUMBERS)(value) }));
    case "escape":
      return bodyWith(write(args, { ...PLAIN, text: escaped }));
    case "decompose":
      return bodyWith(write(decomposed(args), PLAIN));
    case "duplicate":
      return bodyWith(`{"amount":1,${write(args, PLAIN).slice(1)}`);
    case "big":
      return bodyWith(
        `{"more":${pick(["9007199254740993", "-9007199254740992", "1e400", "9007199254740992.0"])},${write(args, PLAIN).slice(1)}`,
      );
    default: {
      const bytes = bodyWith(write(args, PLAIN));
      const place = at % bytes.length;
      // A bit of it, so that it is mostly another character, or any byte at all.
      bytes[place] = seed % 2 ? seed % 256 : (bytes[place] ?? 0) ^ (1 << (at % 5));
      return bytes;
    }
  }
}

/** The same to every reader: what JSON cannot tell apart (0 and -0) is not told apart. */
const meaning = (call: Call) =>
  JSON.parse(JSON.stringify([call.agentId, call.server, call.tool, call.arguments, call.resourceIds]));

describe("A3 tampered arguments: one byte, key order, number forms, composed and decomposed letters, duplicate keys, big integers, white space", () => {
  it(`are refused, or are the same digest and the same meaning (${CASES} cases)`, () => {
    const seen: Record<string, Set<string>> = {};
    fc.assert(
      fc.property(payloads, mutations, (args, mutation) => {
        const original = read(bodyWith(write(args, PLAIN)));
        if (!original) throw new Error("the door refuses what is good");
        const changed = read(mutate(args, mutation));
        const isSame = changed !== null && askedDigestOf(changed) === askedDigestOf(original);
        if (changed && isDeepStrictEqual(meaning(changed), meaning(original)) !== isSame) return false;
        seen[mutation.kind] ??= new Set();
        seen[mutation.kind]?.add(!changed ? "refused" : isSame ? "same" : "other");
        return true;
      }),
      { numRuns: CASES },
    );
    const found = Object.fromEntries(Object.entries(seen).map(([kind, results]) => [kind, [...results].sort()]));
    expect(found).toMatchObject({
      order: ["same"],
      space: ["same"],
      number: ["same"],
      escape: ["same"],
      decompose: ["other"],
      duplicate: ["refused"],
      big: ["refused"],
    });
    // A byte may change nothing that is bound, something that is, or break the document.
    expect(found.byte).toContain("other");
    expect(found.byte).toContain("refused");
  }, 120_000);
});
