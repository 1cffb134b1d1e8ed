import type { Role } from "@/lib/context";
import type { PrivilegeClass } from "@/lib/risk/terms";

// Constants and words alone: what the browser loads must not bring the schemas' library with it.

export { PASSWORD_MIN } from "@/lib/accounts/terms";
export { PRIVILEGE_CLASSES, type PrivilegeClass } from "@/lib/risk/terms";

export const ROLE_LABELS: Record<Role, string> = {
  owner: "Owner",
  reviewer: "Reviewer",
  compliance: "Compliance",
  ciso: "CISO",
  auditor: "Auditor",
  admin: "Administrator",
};

/** What a role is for, in the words of the invitation dialog. */
export const ROLE_HINTS: Record<Role, string> = {
  owner: "Registers agents and answers for them",
  reviewer: "Decides what agents ask to do",
  compliance: "Sets the rules, may act on every agent in scope",
  ciso: "Reads posture, agents and the log",
  auditor: "Reads and verifies the log",
  admin: "Runs people and the installation; no say over agents",
};

export const PRIVILEGE_CLASS_LABELS: Record<PrivilegeClass, string> = {
  payment: "Payments",
  deletion: "Deletion",
  permission_change: "Permission changes",
  data_export: "Data export",
  infrastructure_change: "Infrastructure changes",
  external_communication: "External communication",
};

/** The name of the lock under which is decided who administers, who leaves and who manages whom. */
export const ADMINISTRATORS = "countersign.administrators";
