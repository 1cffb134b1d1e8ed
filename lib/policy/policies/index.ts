/**
 * The organisation's own policies: written as drafts with tests beside them, validated, decided again on what was recorded,
 * and put in force by a second person. What ships with the product stands beside them and is read-only.
 */
export { caseFromDecision } from "./case-from-decision";
export { checkPolicy } from "./check-policy";
export { readCoverage } from "./coverage/read-coverage";
export { createPolicy } from "./create-policy";
export { pickAgent } from "./pick/pick-agent";
export { proposeVersion } from "./propose-version";
export { publishVersion } from "./publish-version";
export { getPolicy, listPolicies, listShippedPolicies } from "./read-policies";
export { rejectVersion } from "./reject-version";
export { replayPolicy } from "./replay-policy";
export { retirePolicy, rollBack } from "./restore-version";
export { linesBetween } from "./rules";
export { saveDraft } from "./save-draft";
export { STARTERS } from "./starters";
export { withdrawVersion } from "./withdraw-version";
export { WORDS } from "./words";
