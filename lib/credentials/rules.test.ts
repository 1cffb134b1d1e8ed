import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGENT_STATUSES, TIERS } from "@/lib/agents/terms";
import {
  addressFault,
  decideGateway,
  decideInstance,
  decideInstanceMove,
  decideIssue,
  decideProof,
  decideRevoke,
  decideRotate,
  decideSecret,
  dueState,
  endCause,
  graceEnd,
  patternsOverlap,
  rotationDays,
  rotationDue,
  subjectFault,
} from "./rules";
import { CREDENTIAL_STATES, INSTANCE_STATES, MOST_CREDENTIALS, MOST_INSTANCES } from "./terms";
import { subjectMatches } from "./tokens/rules";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-20T09:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

describe("I1 instances", () => {
  it("are for agents that somebody registered", () => {
    const may = AGENT_STATUSES.filter((status) => decideInstance({ status, tier: "low" }, 0).allowed);
    expect(may).toEqual(["registered", "active"]);
    expect(decideInstance({ status: "active", tier: "low" }, MOST_INSTANCES).allowed).toBe(false);
  });

  it.each([
    ["stop", "active"],
    ["resume", "stopped"],
    ["retire", "active stopped"],
  ] as const)("%s from %s alone", (move, from) => {
    const may = INSTANCE_STATES.filter((state) => decideInstanceMove(state, move).allowed);
    expect(may.join(" ")).toBe(from);
  });

  it("become gateways only while active, and only once", () => {
    expect(decideGateway({ state: "active", gateway: false }, true).allowed).toBe(true);
    expect(decideGateway({ state: "stopped", gateway: false }, true).allowed).toBe(false);
    expect(decideGateway({ state: "active", gateway: true }, true).allowed).toBe(false);
    expect(decideGateway({ state: "stopped", gateway: true }, false).allowed).toBe(true);
  });
});

describe("I2 what an instance may get", () => {
  const facts = { status: "active", tier: "low", instanceState: "active", living: 0 } as const;
  it("no secret for tier high and above, nor where the tier is unknown", () => {
    expect([...TIERS, null].filter((tier) => decideSecret(tier).allowed)).toEqual(["low", "moderate"]);
    expect(decideIssue({ ...facts, tier: "high" }, "secret").allowed).toBe(false);
    expect(decideIssue({ ...facts, tier: "critical" }, "key").allowed).toBe(true);
  });

  it("nothing while it is stopped, retired, full, or its agent is not in service", () => {
    expect(decideIssue(facts, "federated").allowed).toBe(true);
    expect(decideIssue({ ...facts, instanceState: "stopped" }, "key").allowed).toBe(false);
    expect(decideIssue({ ...facts, instanceState: "retired" }, "key").allowed).toBe(false);
    expect(decideIssue({ ...facts, living: MOST_CREDENTIALS }, "key").allowed).toBe(false);
    expect(decideIssue({ ...facts, status: "suspended" }, "key").allowed).toBe(false);
  });
});

const term = { overlapUntil: null, expiresAt: null, provenDeadAt: null };

describe("I4 rotation", () => {
  it("is due within 90 days, sooner where more harm can be done", () => {
    expect(TIERS.map((tier) => rotationDays(tier))).toEqual([90, 90, 60, 30]);
    expect(rotationDays(null)).toBe(30);
  });

  it("comes sooner when the tier rises, and never later when it falls", () => {
    const credential = { createdAt: NOW, rotationDueAt: inDays(60) };
    expect(rotationDue(credential, "critical")).toEqual(inDays(30));
    expect(rotationDue(credential, "low")).toEqual(inDays(60));
  });

  it("is told as overdue, soon or later, to the instant", () => {
    expect(dueState("active", NOW, NOW)).toBe("overdue");
    expect(dueState("active", new Date(NOW.getTime() + 1), NOW)).toBe("soon");
    expect(dueState("active", inDays(14), NOW)).toBe("soon");
    expect(dueState("active", new Date(inDays(14).getTime() + 1), NOW)).toBe("later");
    expect(dueState("revoked", NOW, NOW)).toBe("none");
  });

  it("is done to what is active, and revoking to what lives", () => {
    expect(CREDENTIAL_STATES.filter((state) => decideRotate(state).allowed)).toEqual(["active"]);
    expect(CREDENTIAL_STATES.filter((state) => decideRevoke(state).allowed)).toEqual(["active", "overlap"]);
  });
});

describe("I4 the end", () => {
  const living = { ...term, agentStatus: "active", tier: "high", createdAt: inDays(-60), rotationDueAt: NOW } as const;
  it.each([
    ["nothing while it lives", { state: "active" as const }, null],
    [
      "its grace is over",
      { state: "active" as const, createdAt: inDays(-74), rotationDueAt: inDays(-14) },
      "never_rotated",
    ],
    ["its overlap is over", { state: "overlap" as const, overlapUntil: NOW }, "overlap_over"],
    ["nothing within its overlap", { state: "overlap" as const, overlapUntil: inDays(1) }, null],
    ["its end has come", { state: "active" as const, expiresAt: NOW }, "term_over"],
    [
      "its agent is gone",
      { state: "overlap" as const, overlapUntil: inDays(1), agentStatus: "decommissioned" as const },
      "decommissioned",
    ],
    ["nothing once it has ended", { state: "revoked" as const, expiresAt: NOW }, null],
  ])("comes when %s", (_name, over, cause) => {
    expect(endCause({ ...living, ...over }, NOW)).toBe(cause);
  });

  it("comes a grace after the due day: 7 days for critical, 14 for high, 30 for others", () => {
    const days = [...TIERS].map((tier) => (graceEnd(NOW, tier).getTime() - NOW.getTime()) / DAY_MS);
    expect(days).toEqual([30, 30, 14, 7]);
  });

  it("can be proved only once, and only of what is not accepted", () => {
    expect(decideProof({ ...term, state: "active" }, NOW).allowed).toBe(false);
    expect(decideProof({ ...term, state: "overlap", overlapUntil: inDays(1) }, NOW).allowed).toBe(false);
    expect(decideProof({ ...term, state: "overlap", overlapUntil: NOW }, NOW).allowed).toBe(true);
    expect(decideProof({ ...term, state: "revoked" }, NOW).allowed).toBe(true);
    expect(decideProof({ ...term, state: "revoked", provenDeadAt: NOW }, NOW).allowed).toBe(false);
  });
});

describe("I1 subjects of workload tokens", () => {
  it.each([
    ["", "Say which"],
    ["*", "almost anybody"],
    ["a:*", "almost anybody"],
    ["system:service account:x", "no spaces"],
    ["system:**:matcher", "one *"],
    ["a*b*c*d*e*f*ghijkl", "at most"],
  ])("%j is refused", (pattern, sentence) => {
    expect(subjectFault(pattern)).toContain(sentence);
  });

  it.each([
    "system:serviceaccount:payments:invoice-matcher",
    "repo:acme/*:ref:refs/heads/main",
    "spiffe://acme.example/ns/*/sa/x",
  ])("%s may stand", (pattern) => {
    expect(subjectFault(pattern)).toBeNull();
  });

  const part = fc.stringMatching(/^[ab/:*]{0,7}$/).filter((text) => !text.includes("**"));
  const subject = fc.stringMatching(/^[ab/:]{0,7}$/);

  it("that two patterns share are found: no subject fits both of two that are said to be apart", () => {
    fc.assert(
      fc.property(part, part, subject, (a, b, given) => {
        expect(patternsOverlap(a, b)).toBe(patternsOverlap(b, a));
        if (subjectMatches(a, given) && subjectMatches(b, given)) expect(patternsOverlap(a, b)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it("are not said to be shared without cause", () => {
    expect(patternsOverlap("ns:*:x", "ns:a:y")).toBe(false);
    expect(patternsOverlap("ns:*", "ns:a:y")).toBe(false);
    expect(patternsOverlap("ns:a*", "ns:*b")).toBe(true);
    expect(patternsOverlap("same", "same")).toBe(true);
  });
});

describe("I2 addresses of issuers", () => {
  const hosts = new Set(["keys.internal", "127.0.0.1:4455"]);
  it.each([
    ["https://token.actions.example", null],
    ["http://token.actions.example", "https"],
    ["https://token.actions.example:8443", "usual port"],
    ["http://keys.internal:8080/realm", null],
    ["http://127.0.0.1:4455", null],
    ["http://127.0.0.1:4456", "https"],
  ])("%s", (address, sentence) => {
    const fault = addressFault(address, hosts);
    if (sentence === null) expect(fault).toBeNull();
    else expect(fault).toContain(sentence);
  });
});
