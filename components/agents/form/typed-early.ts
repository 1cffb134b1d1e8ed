import { fieldAnchor } from "./form-field";
import type { AgentFormValues } from "./form-values";

const TEXTS = [
  "name",
  "purpose",
  "provider",
  "model",
  "deployer",
  "endpoint",
  "authority",
  "promptHash",
  "imageDigest",
  "policyRef",
] as const satisfies readonly (keyof AgentFormValues)[];

/**
 * What was typed into the form before the page came alive: until then only the browser knows it, and the first drawing
 * would put the old value over it. To be asked before that drawing, in a layout effect.
 */
export function typedEarly(start: AgentFormValues): Partial<AgentFormValues> {
  const typed: Partial<AgentFormValues> = {};
  for (const field of TEXTS) {
    const control = document.getElementById(fieldAnchor(field))?.querySelector("input, textarea");
    if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)) continue;
    if (control.value !== start[field]) typed[field] = control.value;
  }
  return typed;
}
