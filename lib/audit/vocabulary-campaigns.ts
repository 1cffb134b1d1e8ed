import type { EventType } from "./vocabulary";

/** What happens around recertification: the part of the vocabulary that vocabulary.ts takes in. */
export const CAMPAIGNS_VOCABULARY = {
  "campaign.drafted": campaign("notice", "drafted the campaign {target}", ["kind", "definitionId"], ["name"]),
  "campaign.pack_asked": campaign("notice", "asked for the evidence of {target} as one file", ["packId"]),
  "campaign.pack_made": campaign("notice", "made the evidence of {target}: {files} files, {items} items", [
    "packId",
    "manifestDigest",
    "files",
    "items",
    "at",
  ]),
  "campaign.pack_failed": campaign("warning", "could not make the evidence of {target}", ["packId"], ["why"]),
  "campaign.pack_taken": campaign("notice", "downloaded the evidence of {target}", [
    "packId",
    "manifestDigest",
    "bytes",
  ]),
} as const satisfies Record<string, EventType>;

function campaign(
  severity: EventType["severity"],
  sentence: string,
  details: readonly string[],
  texts: readonly string[] = [],
) {
  return { target: "campaign", severity, retention: "evidence", details, texts, personal: [], sentence } as const;
}
