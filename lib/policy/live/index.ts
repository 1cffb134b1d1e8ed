/** How a process that decides learns at once of what was stopped (X1), and how it stops by itself when it can no longer learn. */
export { heardByAll, sweepPoints } from "./heard";
export { LivePoint } from "./point";
export { type Stoppable, stoppedBy } from "./stopped-by";
export { countLivePoints } from "./store";
