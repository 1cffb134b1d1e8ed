import { capabilitiesOf } from "./capabilities";
import { observe } from "./cues";
import { heedClaims, tierOfTool, weigh } from "./rules";
import type { ToolDescription, ToolRating } from "./schema";

export interface ToolOptions {
  /** The organisation trusts this supplier: its annotations may lower the rating. Default: they can only raise it. */
  trustAnnotations?: boolean;
}

/**
 * What a tool does, from its name, title, description and parameters (K1). Pure, deterministic, and total: any text
 * gives an answer. Each line of `because` names the words it rests on, with its points.
 */
export function classifyTool(tool: ToolDescription, options: ToolOptions = {}): ToolRating {
  const observed = observe(tool);
  const weighed = weigh(observed.cues);
  const heeded = heedClaims(weighed.effect, tool.annotations, options.trustAnnotations === true);
  const found = capabilitiesOf(observed, heeded.effect, tool);
  if (tool.annotations?.openWorldHint === true && !found.has("browse_untrusted")) {
    found.set("browse_untrusted", "its supplier states that it reaches into an open world");
  }
  const capabilities = [...found.keys()];
  return {
    effect: heeded.effect,
    capabilities,
    tier: tierOfTool(heeded.effect, capabilities, observed.objects.has("secret")),
    because: [
      ...weighed.because,
      ...(heeded.because ? [heeded.because] : []),
      ...[...found].flatMap(([capability, why]) => (why ? [`${capability}: ${why}`] : [])),
    ],
  };
}
