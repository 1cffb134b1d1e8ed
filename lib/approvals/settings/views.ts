import type { Group } from "../terms";

/** How the organisation wants approvals to go (A7). */
export interface ApprovalSettings {
  /** After a human no the same request is refused for so long; 0: not at all. */
  coolDownMinutes: number;
  /** More open requests of one agent than this stop its asking. */
  mostPending: number;
  /** Canary requests for each reviewer in a week; 0: none. */
  canariesPerWeek: number;
}

/** One who sits in a reviewer group, as they can be reached now. */
export interface GroupMember {
  id: string;
  name: string;
  active: boolean;
  /** Away until then; null: here. */
  awayUntil: Date | null;
  delegate: { id: string; name: string } | null;
}

export interface GroupState {
  privilegeClass: Group;
  name: string;
  members: readonly GroupMember[];
  /** Active agents that state this privilege and of which every active member of the group is owner or deputy. */
  captive: readonly { id: string; name: string }[];
}

export interface GroupView {
  privilegeClass: Group;
  /** Null: no group reviews this kind. */
  name: string | null;
  members: readonly GroupMember[];
  warning: string | null;
}

export interface SettingsBoard {
  settings: ApprovalSettings & { version: number };
  mayChange: boolean;
  /** One for each privilege class. */
  groups: readonly GroupView[];
  /** Who may break the glass. */
  glass: readonly { id: string; name: string }[];
}
