import { describe, expect, it } from "vitest";
import { PRIVILEGE_CLASSES } from "@/lib/risk/terms";
import { compilePolicies, validatePolicies } from "../engine";
import { SHIPPED_POLICIES } from "./index";

describe("Z1, Z3 the policies every organisation starts with", () => {
  it("are valid against the schema, without a warning", () => {
    expect(validatePolicies(SHIPPED_POLICIES)).toEqual([]);
  });

  it("only forbid: what nobody granted is not granted by them", () => {
    const compiled = compilePolicies(SHIPPED_POLICIES);
    expect(new Set(SHIPPED_POLICIES.map(({ id }) => compiled.effect(id)))).toEqual(new Set(["forbid"]));
  });

  it("have an id, a version, a title and an explanation of their own", () => {
    for (const key of ["id", "title", "explanation"] as const) {
      expect(new Set(SHIPPED_POLICIES.map((policy) => policy[key])).size).toBe(SHIPPED_POLICIES.length);
    }
    for (const { explanation, version } of SHIPPED_POLICIES) {
      expect(explanation).toMatch(/^[A-Z].+\.$/);
      expect(version).toMatch(/^[1-9]\d*$/);
    }
  });

  it("guard without a way out, and ask a privilege class that reviewers sit in", () => {
    const compiled = compilePolicies(SHIPPED_POLICIES);
    for (const { id } of SHIPPED_POLICIES) {
      const { stepup, quorum, ttl, reason } = compiled.annotations(id);
      if (id.startsWith("guard.")) expect(stepup).toBeUndefined();
      else {
        expect(PRIVILEGE_CLASSES).toContain(stepup);
        expect([quorum, ttl, reason]).toEqual([
          id === "stepup.payment-critical" ? "2" : "1",
          "15m",
          expect.any(String),
        ]);
      }
    }
  });
});
