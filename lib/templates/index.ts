/**
 * Templates own configurations of agents that were thought through before: those that come with the product and those that an
 * organisation makes of agents that proved themselves. An agent keeps which one it was made from, so that what goes beyond it
 * can be shown. A template decides nothing: tiers are computed and controls asked for as for every other agent.
 */
export { applyTemplate } from "./apply-template";
export { approveTemplate, retireTemplate } from "./decide-template";
export { proposeTemplate } from "./propose-template";
export { getTemplate, listTemplates, templateStanding } from "./read-templates";
