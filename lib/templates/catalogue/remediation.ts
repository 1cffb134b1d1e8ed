import type { ShippedTemplate } from "./template";

export const remediation: ShippedTemplate = {
  id: "tpl_remediation",
  name: "Remediation",
  description: "Finds the cause of an alert and carries out one of a few known repairs after a person agreed.",
  content: {
    kind: "agent",
    purpose: "Looks into alerts of [service], proposes a repair from the runbook and carries it out once approved.",
    autonomy: "acts_with_approval",
    exposure: "internal",
    dataRead: ["internal", "confidential"],
    dataWritten: ["internal"],
    privileges: ["infrastructure_change"],
    tools: [
      { what: "Read metrics, logs and configuration", capabilities: ["read"], limit: "Logs without payloads" },
      {
        what: "Restart, scale or roll back a workload",
        capabilities: ["write", "change_infrastructure"],
        limit: "Named workloads; one change at a time; the former state can be restored",
      },
      { what: "Write to the incident", capabilities: ["write"], limit: "The incident it works on" },
    ],
    mustNot: [
      "A shell or free commands: name each repair as a tool of its own.",
      "Deleting volumes, databases or backups.",
      "Changing permissions, secrets or network rules.",
    ],
  },
};
