import type { SeedAgent } from "./agents/agent";
import { analytics } from "./agents/analytics";
import { care } from "./agents/customer-care";
import { freight } from "./agents/freight";
import { payments } from "./agents/payments";
import { peopleOps } from "./agents/people-operations";
import { platform } from "./agents/platform";
import { securityAndLegal } from "./agents/security-and-legal";

/** About sixty records of some forty agents, oldest first, as they stand in the demo organisation today. */
export const AGENTS: SeedAgent[] = [
  ...payments,
  ...care,
  ...freight,
  ...platform,
  ...analytics,
  ...peopleOps,
  ...securityAndLegal,
].sort((a, b) => b.createdDaysAgo - a.createdDaysAgo);
