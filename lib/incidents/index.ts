/**
 * Incidents owns the kill switch: who may stop an agent, an owner, a tool, a server, a provider, a tier or everything, what that
 * does in one transaction, how it is known that everybody denies, and how a second person lifts it. It suspends agents and ends
 * identities through their own domains, and decides no call: decision points do.
 */
export { liftSwitch } from "./lift-switch";
export { previewSwitch } from "./preview-switch";
export { activeStops, agentStop, findTargets, getSwitchBoard, listPastSwitches } from "./read-switches";
export { requestLift } from "./request-lift";
export { sweepSwitches } from "./sweep-switches";
export { throwSwitch } from "./throw-switch";
