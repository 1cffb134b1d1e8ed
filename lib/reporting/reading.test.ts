import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize } from "@/lib/audit";
import { newId } from "@/lib/ids";
import { maskDocument } from "@/lib/masking";
import { digestOf } from "./digest";
import { eventOfReport, fieldsOf, jsonOf } from "./event-of-report";
import { readReport } from "./read-report";
import { type Report, reportSchema } from "./schema";
import { OUTCOMES, REPORT_TYPES, TRIGGERS } from "./terms";

const idOf = (prefix: "agt" | "dec" | "apr" | "ent" | "crd" | "ins") =>
  fc.constantFrom(newId(prefix), newId("per"), `${prefix}_1`);
const text = fc.oneof(
  fc.string({ maxLength: 210 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constant("a@b.example"),
);
const number = fc.oneof(
  fc.integer({ min: -1, max: 2_000_000 }),
  fc.double({ noNaN: true }),
  fc.constant(3_000_000_000),
);
const any = fc.oneof(fc.jsonValue(), fc.constant({ password: "x", tokens: 3 }));
const instant = fc.oneof(
  fc.constantFrom(
    "2026-11-21T09:30:00Z",
    "2026-11-21T09:30:00.120Z",
    "2026-11-21T10:30:00+01:00",
    "2026-02-30T00:00:00Z",
    "2026-11-21",
  ),
  fc.constantFrom("2026-11-21T24:00:00Z", "2026-11-21T09:30Z", "2024-02-29T23:59:59.123456Z", " 2026-11-21T09:30:00Z"),
);
const fields = {
  id: fc.oneof(fc.stringMatching(/^[\x21-\x7e]{1,30}$/), text),
  occurredAt: instant,
  type: fc.constantFrom(...REPORT_TYPES, "other"),
  agentId: idOf("agt"),
  agent: text,
  instance: fc.oneof(idOf("ins"), text),
  environment: fc.constantFrom("development", "staging", "production", "moon"),
  trigger: fc.constantFrom(...TRIGGERS, ""),
  onBehalfOf: text,
  chain: fc.array(fc.oneof(idOf("agt"), text), { maxLength: 17 }),
  action: fc.oneof(fc.constantFrom("read", "pay"), text),
  server: text,
  tool: text,
  targets: fc.array(fc.oneof(text, number), { maxLength: 4 }),
  input: any,
  output: any,
  decisionId: idOf("dec"),
  approvalId: idOf("apr"),
  entitlementId: idOf("ent"),
  credentialId: idOf("crd"),
  policy: fc.constantFrom("pol_payments@3", "pol_", "pol_x@"),
  rationale: text,
  inputSource: text,
  correlationId: fc.oneof(fc.stringMatching(/^[\w.:-]{1,64}$/), text),
  step: number,
  outcome: fc.constantFrom(...OUTCOMES, "fine"),
  error: text,
  durationMillis: number,
  tokens: fc.oneof(fc.record({ input: number, output: number }, { requiredKeys: [] }), any),
};
const report = fc
  .record(
    {
      ...fields,
      id: fc.stringMatching(/^[\x21-\x7e]{1,30}$/),
      occurredAt: fc.constantFrom("2026-11-21T09:30:00.120Z", "2026-11-21T10:30:00+01:00", "2026-11-21T09:30:00Z"),
      type: fc.constantFrom(...REPORT_TYPES),
      agentId: fc.constant(newId("agt")),
      agent: fc.constant(undefined),
      environment: fc.constantFrom("staging", "production"),
      trigger: fc.constantFrom(...TRIGGERS),
      chain: fc.array(fc.constantFrom(newId("agt"), newId("per"), "somebody"), { maxLength: 5 }),
      action: fc.constantFrom("read", "juggle"),
      targets: fc.array(fc.string(), { maxLength: 4 }),
      decisionId: fc.constant(newId("dec")),
      approvalId: fc.constant(newId("apr")),
      entitlementId: fc.constant(newId("ent")),
      credentialId: fc.constant(newId("crd")),
      policy: fc.constantFrom("pol_payments@3", "pol_x"),
      correlationId: fc.stringMatching(/^[\w.:-]{1,64}$/),
      ...Object.fromEntries(
        ["instance", "onBehalfOf", "server", "inputSource", "rationale", "error"].map((name) => [name, fc.string()]),
      ),
      tool: fc.constantFrom("find_invoice", "ada@example.com"),
      tokens: fc.record({ input: fc.nat(), output: fc.nat() }),
      outcome: fc.constantFrom(...OUTCOMES),
      durationMillis: fc.double({ min: 0, max: 9_999, noNaN: true }),
      step: fc.nat({ max: 1_000_000 }),
    },
    { requiredKeys: ["id", "occurredAt", "type", "tool", "outcome"] },
  )
  .map((one) => JSON.parse(JSON.stringify(one)) as Report);
const row = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(report, fc.record({ ...fields, extra: any }, { requiredKeys: [] })).chain(mixed) },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** A report of which two fields may be anything. */
function mixed([one, other]: [Report, object]) {
  return fc
    .tuple(
      fc.constantFrom(...Object.entries(other), ["step", 1]),
      fc.constantFrom(...Object.entries(other), ["step", 2]),
    )
    .map((changed) => ({ ...one, ...Object.fromEntries(changed) }));
}

describe("L7 reading an event quickly", () => {
  it("takes nothing that the schema refuses, and reads it as the schema does", () => {
    let taken = 0;
    fc.assert(
      fc.property(row, (value) => {
        const given = JSON.parse(JSON.stringify(value)) as unknown;
        const read = readReport(given);
        if (read === null) return;
        taken++;
        expect(reportSchema.safeParse(given)).toEqual({ success: true, data: read });
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  it("takes the event that every reporter sends", () => {
    const call = {
      id: "g-1",
      occurredAt: "2026-11-21T09:30:00.120Z",
      type: "call",
      agentId: newId("agt"),
      tool: "t",
      outcome: "ok",
    };
    expect(readReport(call)).toEqual(reportSchema.parse(call));
    expect(readReport({ ...call, note: 1 })).toBeNull();
    expect(readReport({ ...call, step: undefined })).toBeNull();
    expect(readReport({ ...call, tool: "" })).toBeNull();
  });
});

describe("L7 telling a repeat from another event", () => {
  it("goes by the HMAC of its canonical JSON", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ minLength: 1, maxLength: 80 }), (content, secret) => {
        const hmac = createHmac("sha256", secret).update(content).digest();
        expect(digestOf(content, secret)).toEqual(hmac.subarray(0, 16));
      }),
    );
    fc.assert(
      fc.property(report, (one) => {
        expect(jsonOf(fieldsOf(one))).toBe(canonicalize(one));
      }),
    );
  });
});

describe("L8 an event of a report", () => {
  const source = { kind: "gateway", onlyAgentId: null, teamId: null } as const;

  it("holds what the rules of masking leave of it, and as canonical JSON the same", () => {
    fc.assert(
      fc.property(report, (one) => {
        const { event, written } = eventOfReport({ report: one, fields: fieldsOf(one) }, "agt_1", source);
        const details = event.details as Record<string, unknown>;
        if (written.report !== undefined) expect(written.report).toBe(canonicalize(details.report));
        const said = Object.fromEntries(
          Object.keys(details.report as object).flatMap((name) =>
            name in one ? [[name, one[name as keyof Report]]] : [],
          ),
        );
        const { value, masked } = maskDocument(
          { server: one.server ?? "", tool: one.tool ?? "", report: said } as never,
          {
            personal: true,
          },
        ) as { value: Record<string, unknown>; masked: object };
        expect(details.masked ?? {}).toEqual(masked);
        expect(details.report).toEqual(value.report);
        expect([details.server ?? "", details.tool ?? ""]).toEqual([value.server, value.tool]);
        expect(details.occurredAt).toBe(new Date(one.occurredAt).toISOString());
      }),
      { numRuns: 500 },
    );
  });

  it("says beside the leaf whatever is no id of ours and no closed word", () => {
    const one = {
      id: "g-1",
      occurredAt: "2026-11-21T09:30:00Z",
      type: "call",
      instance: "mine",
      chain: ["somebody"],
      action: "juggle",
      policy: "pol_x@2",
      step: 2,
      durationMillis: 41.5,
      outcome: "ok",
      tool: "t",
    } as const;
    const { event } = eventOfReport({ report: one as never, fields: fieldsOf(one as never) }, "agt_1", source);
    expect(event.details).toEqual({
      reportedBy: "gateway",
      occurredAt: "2026-11-21T09:30:00.000Z",
      policies: ["pol_x@2"],
      step: 2,
      durationMillis: 42,
      tool: "t",
      report: { id: "g-1", outcome: "ok", instance: "mine", chain: ["somebody"], action: "juggle" },
    });
  });
});
