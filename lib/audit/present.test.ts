import { describe, expect, it } from "vitest";
import { eventType, isSentForApproval, sentenceOf, sentenceText, typeLabel } from "./present";
import { EVENT_TYPES, type Ref, SEVERITIES } from "./search";
import { VOCABULARY } from "./vocabulary";

const target: Ref = { kind: "agent", id: "agt_1", name: "Invoice matcher" };

describe("L1 the vocabulary", () => {
  it.each(EVENT_TYPES)("%s reads as a sentence from its own fields, with and without them", (type) => {
    const row = VOCABULARY[type];
    const fields = [...row.sentence.matchAll(/\{(\w+)\}/g)]
      .map((match) => match[1])
      .filter((field) => field !== "target");
    for (const field of fields) expect([...row.details, ...row.texts]).toContain(field);
    const details = Object.fromEntries(fields.map((field) => [field, `<${field}>`]));
    const full = sentenceText(sentenceOf({ type, target, details, names: new Map() }));
    for (const field of fields) expect(full).toContain(`<${field}>`);
    expect(full).not.toMatch(/[{}]/);
    expect(full.includes("Invoice matcher")).toBe(row.sentence.includes("{target}"));
    const bare = sentenceText(sentenceOf({ type, target, details: {}, names: new Map() }));
    expect(bare).not.toMatch(/undefined|null|[{}]/);
  });

  it("says closed words as people say them, and leaves alone what people and machines wrote", () => {
    const told = (type: "control.checked" | "call.reported", details: Record<string, unknown>) =>
      sentenceText(sentenceOf({ type, target, details, names: new Map() }));
    expect(told("control.checked", { state: "not_measured" })).toContain("not measured");
    expect(told("call.reported", { tool: "book_slot", server: "Calendar" })).toContain("book_slot");
  });

  it("says a reason that only repeats the answer once", () => {
    const told = (reason: string) => {
      const details = { tool: "refund", server: "payments", answer: "step_up", reason };
      return sentenceText(sentenceOf({ type: "decision.made", target, details, names: new Map() }));
    };
    expect(told("step_up")).toMatch(/and was sent for approval$/);
    expect(told("condition")).toMatch(/and was sent for approval \(condition\)$/);
  });

  it("knows an answer that asks people from one that refuses", () => {
    const answered = (answer: string) => {
      const details = { tool: "refund", server: "payments", answer, reason: answer };
      return {
        type: "decision.made",
        sentence: sentenceOf({ type: "decision.made", target, details, names: new Map() }),
      };
    };
    expect(isSentForApproval(answered("step_up"))).toBe(true);
    expect(isSentForApproval(answered("deny"))).toBe(false);
    expect(isSentForApproval(answered("allow"))).toBe(false);
    expect(isSentForApproval({ ...answered("step_up"), type: "call.reported" })).toBe(false);
  });

  it.each(EVENT_TYPES)("%s is named resource.past-participle, with a severity, a class and disjoint fields", (type) => {
    const row = eventType(type);
    expect(type).toMatch(/^[a-z_]+\.[a-z_]+$/);
    expect(SEVERITIES).toContain(row?.severity);
    expect(["operational", "security", "evidence"]).toContain(row?.retention);
    const fields = [...(row?.details ?? []), ...(row?.texts ?? []), ...(row?.personal ?? [])];
    expect(new Set(fields).size).toBe(fields.length);
    expect(typeLabel(type)).toMatch(/^[A-Z]/);
  });

  it("names people and agents that stand in the fields, so that a page can link them", () => {
    const ada: Ref = { kind: "person", id: "per_1", name: "Ada" };
    const parts = sentenceOf({
      type: "agent.owner_assigned",
      target,
      details: { ownerId: "per_1" },
      names: new Map([["per_1", ada]]),
    });
    expect(parts).toEqual([{ text: "made " }, { ref: ada }, { text: " the owner of " }, { ref: target }]);
  });
});
