import { cedar } from "./cedar";
import { lineNumber } from "./position";
import { CEDAR_SCHEMA } from "./schema-text";
import type { PolicySource } from "./types";

/** What is wrong with a policy, for the person who writes it; `line` counts from 1. */
export interface PolicyFinding {
  id: string;
  severity: "error" | "warning";
  message: string;
  line?: number;
}

/** Reads policies one by one and validates them strictly against the schema (Z1). Errors forbid to publish; warnings do not. */
export function validatePolicies(sources: readonly PolicySource[]): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  const readable: PolicySource[] = [];
  for (const source of sources) {
    const answered = cedar.policyToJson(source.text);
    if (answered.type === "success") readable.push(source);
    else findings.push(...answered.errors.map((error) => findingOf(source, "error", error)));
  }
  return [...findings, ...validated(readable)];
}

function validated(sources: readonly PolicySource[]): PolicyFinding[] {
  const answered = cedar.validate({
    validationSettings: { mode: "strict" },
    schema: CEDAR_SCHEMA,
    policies: { staticPolicies: Object.fromEntries(sources.map(({ id, text }) => [id, text])) },
  });
  if (answered.type === "failure") {
    throw new Error(`Cedar could not validate: ${answered.errors.map((error) => error.message).join("; ")}`);
  }
  const byId = new Map(sources.map((source) => [source.id, source]));
  const findings = (severity: PolicyFinding["severity"], errors: readonly cedar.ValidationError[]) =>
    errors.map(({ policyId, error }) => findingOf(byId.get(policyId) ?? { id: policyId, text: "" }, severity, error));
  return [...findings("error", answered.validationErrors), ...findings("warning", answered.validationWarnings)];
}

function findingOf(
  source: PolicySource,
  severity: PolicyFinding["severity"],
  error: cedar.DetailedError,
): PolicyFinding {
  const line = lineNumber(source.text, error);
  const help = error.help ? ` (${error.help})` : "";
  return { id: source.id, severity, message: `${error.message}${help}`, ...(line && { line }) };
}
