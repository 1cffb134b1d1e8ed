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

/**
 * Reads policies one by one and validates them strictly against the schema (Z1): what names an attribute that is not there, what
 * can never match, what says the same as another. Errors forbid to publish; warnings do not.
 * @throws Error when Cedar cannot take the question
 */
export function validatePolicies(sources: readonly PolicySource[]): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  const readable: PolicySource[] = [];
  const meanings = new Map<string, string>();
  for (const source of sources) {
    const answered = cedar.policyToJson(source.text);
    if (answered.type === "failure") {
      findings.push(...answered.errors.map((error) => findingOf(source, "error", error)));
      continue;
    }
    readable.push(source);
    // Annotations are part of what a policy does: they say who may approve.
    const meaning = JSON.stringify(answered.json);
    const same = meanings.get(meaning);
    if (same === undefined) meanings.set(meaning, source.id);
    else findings.push({ id: source.id, severity: "warning", message: `It says the same as ${same}.` });
  }
  return [...findings, ...validated(readable)];
}

function validated(sources: readonly PolicySource[]): PolicyFinding[] {
  if (sources.length === 0) return [];
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
  return { id: source.id, severity, message: plain(source.id, error), ...(line && { line }) };
}

/** Cedar's words without what its author knows: that it is a policy that could not be read, and which. */
function plain(id: string, { message, help, sourceLocations }: cedar.DetailedError): string {
  const said = message.replace("failed to parse policy from string: ", "").replace(`for policy \`${id}\`, `, "");
  const expected = sourceLocations?.[0]?.label;
  const hints = [help, expected].filter((hint) => hint && !said.includes(hint));
  const sentence = said.charAt(0).toUpperCase() + said.slice(1);
  return `${sentence}${hints.length > 0 ? ` (${hints.join("; ")})` : ""}.`;
}
