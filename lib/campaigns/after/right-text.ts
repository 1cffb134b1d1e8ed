import { targetText } from "@/lib/entitlements/present";
import type { Rights } from "../terms";

/**
 * What was looked at, as short as it can be said and told apart from the others of its agent: "payments/refund (pay, write)".
 * Names in it are words of others: to be shown literally.
 */
export function rightText(rights: Rights): string {
  switch (rights.kind) {
    case "entitlement":
      return `${targetText(rights)} (${rights.actions.map((action) => action.replaceAll("_", " ")).join(", ")})`;
    case "owner":
      return "Who answers for it";
    case "credential":
      return `Credential ${rights.type.replaceAll("_", " ")}${rights.subject ? ` of ${rights.subject}` : ""}`;
    case "purpose":
      return "What it is for";
    case "dependency":
      return `${rights.name} with ${rights.tools.length === 1 ? "1 tool" : `${rights.tools.length} tools`}`;
  }
}
