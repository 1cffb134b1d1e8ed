import { policyIdOf } from "../policies/sources";
import { SHIPPED_POLICIES, type ShippedPolicy } from "../shipped";
import type { Known } from "./explanation";
import type { StoredGrantFacts, StoredPolicyFacts } from "./queries";
import type { Ref } from "./views";

/** Names of what a decision speaks of; what has none today is called by its id. */
export class Refs {
  readonly #known: Known;

  constructor(known: Known) {
    this.#known = known;
  }

  named(kind: "agent" | "person", id: string): Ref {
    return { kind, id, name: this.#known.names.get(id) ?? id };
  }

  grantFacts(id: string): StoredGrantFacts | undefined {
    return this.#known.grants.find((grant) => grant.id === id);
  }

  grant(id: string): Ref {
    const grant = this.grantFacts(id);
    return { kind: "entitlement", id, name: grant ? `${grant.server}/${grant.tool ?? "every tool"}` : id };
  }

  shipped(id: string): ShippedPolicy | undefined {
    return SHIPPED_POLICIES.find((policy) => policy.id === id);
  }

  policyFacts(id: string): StoredPolicyFacts | undefined {
    return this.#known.policies.find((policy) => policy.id === policyIdOf(id));
  }

  policy(id: string): Ref {
    const shipped = this.shipped(id);
    if (shipped) return { kind: "shipped_policy", id, name: shipped.title };
    return { kind: "policy", id: policyIdOf(id), name: this.policyFacts(id)?.name ?? id };
  }
}
