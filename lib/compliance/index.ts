/**
 * Compliance owns the catalogue of controls (files), the evidence queries that answer them from the rows of every domain, what was
 * found when, who answers for a control, and the roll-out guide. It looks at everything below and changes nothing there; and it never
 * says that an organisation conforms or is certified: only what the rows here show.
 */
export { assignControl } from "./assign-control";
export { checkControls } from "./checking/check-controls";
export { type GapWaiting, gapsWaiting } from "./gaps-waiting";
export { getControl } from "./get-control";
export { getQuery } from "./get-query";
export { beginGuide } from "./guide/begin-guide";
export { noteGuide } from "./guide/note-guide";
export { putAside, takeUp } from "./guide/put-aside";
export { readGuide } from "./guide/read-guide";
export { getFramework, listFrameworks } from "./read-frameworks";
export { scopeControl } from "./scope-control";
export type { ControlView, GuideView } from "./views";
