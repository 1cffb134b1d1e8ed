/** The closed words of notifications. Safe for the browser. */

export const CHANNELS = ["mail", "webhook"] as const;
export type Channel = (typeof CHANNELS)[number];
export const CHANNEL_LABELS: Record<Channel, string> = { mail: "E-mail", webhook: "Webhook" };

export const KINDS = [
  "approval_requested",
  "approval_decided",
  "approval_escalated",
  "approval_glass",
  "asking_stopped",
  "webhook_failing",
  "campaign_reminder",
  "campaign_overdue",
  "campaign_alert",
  "test",
] as const;
/** What a message is about. `approval_decided` is any end of a request: its content says which. */
export type Kind = (typeof KINDS)[number];
export const KIND_LABELS: Record<Kind, string> = {
  approval_requested: "Approval requested",
  approval_decided: "Approval decided or ended",
  approval_escalated: "Approval escalated",
  approval_glass: "Glass broken",
  asking_stopped: "Agent stopped from asking",
  webhook_failing: "Webhook failing",
  campaign_reminder: "Reviews waiting",
  campaign_overdue: "Reviews overdue",
  campaign_alert: "Critical review unanswered",
  test: "Test message",
};

/** What an endpoint may be told of without asking for it by name: everything that is an event of the organisation. */
export const ENDPOINT_KINDS = [
  "approval_requested",
  "approval_decided",
  "approval_escalated",
  "approval_glass",
  "asking_stopped",
] as const satisfies readonly Kind[];
export type EndpointKind = (typeof ENDPOINT_KINDS)[number];

export const DELIVERY_STATES = ["queued", "sending", "sent", "retrying", "dead", "dropped"] as const;
/** `dead`: given up after the last attempt. `dropped`: its moment was over before it left. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];
export const DELIVERY_STATE_LABELS: Record<DeliveryState, string> = {
  queued: "Queued",
  sending: "Sending",
  sent: "Sent",
  retrying: "Trying again",
  dead: "Given up",
  dropped: "No longer needed",
};

export type EndpointState = "active" | "paused" | "failing" | "removed";
export const ENDPOINT_STATE_LABELS: Record<EndpointState, string> = {
  active: "Active",
  paused: "Paused",
  failing: "Failing",
  removed: "Removed",
};

export const MAIL_MODES = ["immediate", "hourly", "daily", "off"] as const;
export type MailMode = (typeof MAIL_MODES)[number];
export const MAIL_MODE_LABELS: Record<MailMode, string> = {
  immediate: "At once",
  hourly: "Collected, every hour",
  daily: "Collected, once a day at 08:00",
  off: "Never",
};

export const LIMITS = {
  /** The hour of the daily digest, in minutes of the person's day. */
  dailyMinute: 8 * 60,
  /** How long both secrets sign after a rotation, in hours. */
  overlapHours: 24,
  /** Dead deliveries in a row after which an endpoint counts as failing. */
  deadInARow: 10,
  nameLength: 80,
  urlLength: 500,
} as const;
