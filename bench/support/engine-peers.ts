import { newEnforcer, newModelFromString } from "casbin";
import { oracleAnswer } from "@/lib/policy/engine";
import type { PolicySource } from "@/lib/policy/engine/types";
import type { PreparedCall } from "./engine-stage";

export type Decide = (call: PreparedCall) => boolean;

/** The least that a call could cost: a function that looks at the request and answers. */
export function bareCall(): Decide {
  const allowed = new Set(["read", "write"]);
  return ({ request }) => allowed.has(request.action.id);
}

/** Cedar's own implementation with the policies parsed beforehand, and only the entities that the call needs. */
export function bareCedar(policies: readonly PolicySource[]): Decide {
  return ({ entities, request }) => oracleAnswer(policies, entities, request).decision === "allow";
}

const MODEL = `
[request_definition]
r = sub, team, obj, act
[policy_definition]
p = sub, obj, act, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = (p.sub == r.sub || p.sub == r.team) && keyMatch(r.obj, p.obj) && r.act == p.act
`;

/** casbin with as many rules of the same kind: agents or teams, servers, an effect. */
export async function casbin(policies: readonly PolicySource[]): Promise<Decide> {
  const enforcer = await newEnforcer(newModelFromString(MODEL));
  const rules = policies.map(({ text }, at) => {
    const named = (type: string) => new RegExp(`${type}::"([^"]+)"`).exec(text)?.[1];
    const subject = named("Agent") ?? named("Team") ?? "everybody";
    const server = named("Server");
    return [
      subject,
      server ? `${server}/*` : "*",
      named("Action") ?? "read",
      text.includes("forbid") ? "deny" : "allow",
      `${at}`,
    ];
  });
  const distinct = new Map(rules.map((rule) => [rule.slice(0, 4).join(" "), rule.slice(0, 4)]));
  await enforcer.addPolicies([...distinct.values()]);
  return ({ request, team }) =>
    enforcer.enforceSync(request.principal.id, team, request.resource.id, request.action.id);
}
