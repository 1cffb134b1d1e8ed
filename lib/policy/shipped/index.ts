import { GUARDS } from "./guards";
import { STEP_UPS } from "./step-ups";
import type { ShippedPolicy } from "./terms";

export type { ShippedPolicy } from "./terms";

/** What every organisation starts with, beneath its own policies: guards that deny, and step-ups that ask. */
export const SHIPPED_POLICIES: readonly ShippedPolicy[] = [...GUARDS, ...STEP_UPS];
