import { codeAssistant } from "./code-assistant";
import { customerMessaging } from "./customer-messaging";
import { dataExport } from "./data-export";
import { payments } from "./payments";
import { readOnlyAnalyst } from "./read-only-analyst";
import { remediation } from "./remediation";
import { scheduling } from "./scheduling";
import type { ShippedTemplate } from "./template";
import { ticketing } from "./ticketing";

/** The templates that come with the product, from the harmless to the dangerous. */
export const CATALOGUE: readonly ShippedTemplate[] = [
  readOnlyAnalyst,
  scheduling,
  ticketing,
  dataExport,
  codeAssistant,
  customerMessaging,
  remediation,
  payments,
];
