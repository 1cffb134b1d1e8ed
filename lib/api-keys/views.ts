import type { KeyKind, KeyState, Purpose } from "./terms";

export interface ApiKeyView {
  id: string;
  name: string;
  purpose: Purpose;
  kind: KeyKind;
  /** The first characters, to be recognised by. */
  prefix: string;
  team: { id: string; name: string } | null;
  rate: number;
  state: KeyState;
  createdBy: string | null;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  usedAt: string | null;
}

export interface ApiKeyPage {
  keys: ApiKeyView[];
  /** The teams that a key may be made for. */
  teams: { id: string; name: string }[];
  /** Whether the person may make one for the whole organisation. */
  organisation: boolean;
}
