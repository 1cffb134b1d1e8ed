/**
 * Reach answers what can be reached from where: the blast radius of an agent, of a server, of a credential, and who can reach a
 * resource or a class of data. It only reads: links and resources are changed in the agents' domain, where they count in the tier.
 */
export { getAgentReach } from "./get-agent-reach";
export { getLinks } from "./get-links";
export { exportReachers } from "./reachers/export-reachers";
export { listReachers } from "./reachers/list-reachers";
export { findResources, getResource, type ResourceDetail, searchResources } from "./resources/read-resources";
export { exportReach } from "./what-if/export-reach";
export { findSubjects } from "./what-if/find-subjects";
export { whatIf } from "./what-if/what-if";
