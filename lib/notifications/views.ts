import type { Channel, DeliveryState, EndpointKind, EndpointState, Kind, MailMode } from "./terms";

/** What pages show of notifications. Safe for the browser: types alone. Instants are ISO 8601. */

export type Ability = { allowed: true } | { allowed: false; reason: string };

export interface WebhookView {
  id: string;
  name: string;
  url: string;
  /** Whose callback it is; null: it takes the events of the organisation. */
  agent: { id: string; name: string } | null;
  /** Empty: all. */
  kinds: readonly EndpointKind[];
  state: EndpointState;
  /** Why it is paused or failing: "person", "gone", "dead". */
  stateReason: string;
  waiting: number;
  createdBy: string | null;
  createdAt: string;
  lastSentAt: string | null;
  version: number;
}

export interface WebhookPage {
  webhooks: readonly WebhookView[];
  /** Whether the person may add one for the whole organisation, beside those of their teams' agents. */
  organisation: Ability;
}

export interface DeliveryView {
  id: string;
  channel: Channel;
  kind: Kind;
  /** The person's or the endpoint's name; null when it is gone. */
  receiver: string | null;
  state: DeliveryState;
  attempts: number;
  createdAt: string;
  /** When it is tried next; null once it is over. */
  nextAt: string | null;
  sentAt: string | null;
  lastError: string;
  /** Where it leads in the console, when that is known. */
  path: string | null;
}

export interface DeliveryPage {
  rows: readonly DeliveryView[];
  next: string | null;
  /** How many wait, are tried again, or were given up. */
  counts: Readonly<Record<"waiting" | "retrying" | "dead", number>>;
  /** Whether this installation sends mails at all. */
  mails: boolean;
  retry: Ability;
}

export interface MailPreferenceView {
  mode: MailMode;
  /** Minutes of the day in the person's zone; equal: no quiet hours. */
  quietFrom: number;
  quietTo: number;
  /** 0: nothing stored yet. */
  version: number;
  timeZone: string;
  email: string;
  /** Whether this installation sends mails at all. */
  mails: boolean;
}
