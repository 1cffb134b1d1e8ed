import type { EventType } from "./vocabulary";

/** What happens around recertification: the part of the vocabulary that vocabulary.ts takes in. */
export const CAMPAIGNS_VOCABULARY = {
  "campaign.drafted": campaign("notice", "drafted the campaign {target}", ["kind", "definitionId"], ["name"]),
} as const satisfies Record<string, EventType>;

function campaign(
  severity: EventType["severity"],
  sentence: string,
  details: readonly string[],
  texts: readonly string[] = [],
) {
  return { target: "campaign", severity, retention: "evidence", details, texts, personal: [], sentence } as const;
}
