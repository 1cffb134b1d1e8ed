/** The bridge to Cedar's own implementation: its JSON forms of our values. Nothing else speaks to it. */
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { decimalText } from "./decimal";
import { refOf } from "./refs";
import { type CedarValue, Decimal, type EngineAnswer, type EngineRequest, type Entity, EntityRef } from "./types";

export { cedar };

function valueJson(value: CedarValue): cedar.CedarValueJson {
  if (typeof value !== "object") return value;
  if (value instanceof EntityRef) return { __entity: { type: value.type, id: value.id } };
  if (value instanceof Decimal) return { __extn: { fn: "decimal", arg: decimalText(value) } };
  if (Array.isArray(value)) return value.map(valueJson);
  return attributesJson(value as { [key: string]: CedarValue });
}

function attributesJson(record: { readonly [key: string]: CedarValue }): Record<string, cedar.CedarValueJson> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, valueJson(value)]));
}

export function entityJson({ ref, attributes, ancestors, tags }: Entity): cedar.EntityJson {
  return {
    uid: { type: ref.type, id: ref.id },
    attrs: attributesJson(attributes),
    parents: [...ancestors].map((uid) => {
      const { type, id } = refOf(uid);
      return { type, id };
    }),
    ...(tags && { tags: attributesJson(tags) }),
  };
}

/** The parts of a call that every way of asking Cedar shares. */
export function requestJson({ principal, action, resource, context }: EngineRequest) {
  const uid = ({ type, id }: EntityRef) => ({ type, id });
  return { principal: uid(principal), action: uid(action), resource: uid(resource), context: attributesJson(context) };
}

/** @throws Error when Cedar could not take the question: never an answer that looks like one */
export function answerOf(answered: cedar.AuthorizationAnswer): EngineAnswer {
  if (answered.type === "failure") {
    throw new Error(`Cedar refused the request: ${answered.errors.map((error) => error.message).join("; ")}`);
  }
  const { decision, diagnostics } = answered.response;
  return {
    decision,
    determining: diagnostics.reason,
    errors: diagnostics.errors.map(({ policyId, error }) => ({ id: policyId, message: error.message })),
  };
}
