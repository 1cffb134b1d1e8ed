import type { Autonomy, Capability, DataClass, Environment, Exposure, PrivilegeClass, Tier } from "./terms";

/** Every number of an agent's score in one place, so that a person can recompute it. */

export const AGENT_THRESHOLDS: Record<Exclude<Tier, "low">, number> = { moderate: 15, high: 40, critical: 75 };

/** Each capability counts once, however many tools bring it. */
export const CAPABILITY_RISK: Record<Capability, number> = {
  read: 0,
  write: 5,
  delete: 10,
  execute: 14,
  pay: 16,
  communicate: 7,
  publish: 7,
  change_permissions: 16,
  change_infrastructure: 14,
  export: 8,
  browse_untrusted: 5,
};

/** The most sensitive class counts in full, every further sensitive one by FURTHER_DATA. */
export const DATA_RISK: Record<DataClass, number> = {
  public: 0,
  internal: 2,
  confidential: 8,
  restricted: 12,
  personal: 8,
  payment: 11,
  health: 11,
  secrets: 13,
};
export const FURTHER_DATA = 2;
/** Writing sensitive data can spoil it as well as leak it. */
export const WRITES_SENSITIVE = 3;

export const ENVIRONMENT_RISK: Record<Environment, number> = { development: 0, staging: 2, production: 7 };
export const AUTONOMY_RISK: Record<Autonomy, number> = { suggests: 0, acts_with_approval: 3, acts_alone: 9 };
export const EXPOSURE_RISK: Record<Exposure, number> = { internal: 0, partner: 4, public: 8 };

/** Steps: from this many on, these points. */
export type Steps = readonly (readonly [from: number, points: number])[];
export const REACH_STEPS = {
  users: [
    [100, 2],
    [1_000, 3],
    [10_000, 5],
  ],
  systems: [
    [2, 1],
    [5, 3],
    [10, 5],
  ],
  records: [
    [10_000, 2],
    [1_000_000, 5],
  ],
  people: [
    [100, 2],
    [10_000, 5],
  ],
  money: [
    [1, 3],
    [10_000, 6],
    [1_000_000, 9],
  ],
} as const satisfies Record<string, Steps>;

/** Untrusted input, private data, a way out: what two and three of them add on top. */
export const COMBINATION_RISK = { two: 5, three: 14 } as const;

/** What people state about an agent's privileges, as capabilities: a statement counts as much as a tool. */
export const STATED: Record<PrivilegeClass, Capability> = {
  payment: "pay",
  deletion: "delete",
  permission_change: "change_permissions",
  data_export: "export",
  infrastructure_change: "change_infrastructure",
  external_communication: "communicate",
};
