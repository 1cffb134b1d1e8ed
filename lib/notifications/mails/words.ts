import { cleanLine } from "@/lib/text";
import type { Kind } from "../terms";

/** What one message says, in words. Names in it are untrusted: they come cleaned, and no part of them reads as an address. */
export interface MailWords {
  subject: string;
  sentence: string;
  /** Further lines: "Tier high", "Waits until …". */
  facts: string[];
  /** A path of the console, and what stands on its link. */
  path: string;
  link: string;
}

type Content = Readonly<Record<string, unknown>>;

/** A name without what mail programs would turn into a link by themselves. */
function word(content: Content, key: string, otherwise: string): string {
  const value = content[key];
  if (typeof value !== "string" || value === "") return otherwise;
  return cleanLine(value, 120).replaceAll("://", ": //").replace(/www\./gi, "www ");
}

/** "release_payment of Books" */
const call = (content: Content) => `${word(content, "tool", "a tool")} of ${word(content, "server", "a server")}`;
const agent = (content: Content) => word(content, "name", "An agent");

/** "12 items" */
const items = (content: Content) =>
  content.count === 1 ? "1 item" : `${typeof content.count === "number" ? content.count : "Some"} items`;
/** "12 rights" */
const rights = (content: Content) =>
  content.count === 1 ? "1 right" : `${typeof content.count === "number" ? content.count : "some"} rights`;
/** "Quarterly review", "Quarterly review and 2 more" */
const campaigns = (content: Content) =>
  [word(content, "name", "a campaign"), word(content, "status", "")].filter((part) => part !== "").join(" ");

type Said = Pick<MailWords, "subject" | "sentence" | "link">;

const SAYINGS: Record<Kind, (content: Content) => Said> = {
  approval_requested: (content) => ({
    subject: `Approval requested: ${word(content, "tool", "a call")} by ${agent(content)}`,
    sentence: `${agent(content)} waits for a person before it calls ${call(content)}.`,
    link: "Look at the request",
  }),
  approval_escalated: (content) => ({
    subject: `Still waiting: ${word(content, "tool", "a call")} by ${agent(content)}`,
    sentence: `${agent(content)} still waits before it calls ${call(content)}, and nobody who was asked so far has answered or can.`,
    link: "Look at the request",
  }),
  approval_decided: (content) => ({
    subject: `${capital(word(content, "status", "settled"))}: ${word(content, "tool", "a call")} by ${agent(content)}`,
    sentence: `The request of ${agent(content)} to call ${call(content)} is ${word(content, "status", "settled")}.`,
    link: "See what happened",
  }),
  approval_glass: (content) => ({
    subject: `Glass broken: ${word(content, "tool", "a call")} by ${agent(content)}`,
    sentence: `${word(content, "by", "Somebody")} broke the glass so that ${agent(content)} may call ${call(content)}. A review of it waits.`,
    link: "Review it",
  }),
  asking_stopped: (content) => ({
    subject: `${agent(content)} may not ask any more`,
    sentence: `${agent(content)} had more requests open than it may have. It asks nobody until a person lifts this.`,
    link: "Look at what it asked for",
  }),
  webhook_failing: (content) => ({
    subject: `The webhook ${word(content, "name", "")} fails`,
    sentence: `Message after message to ${word(content, "name", "it")} had to be given up.`,
    link: "Look at the webhooks",
  }),
  campaign_reminder: (content) => ({
    subject: `${word(content, "rung", "Waiting")}: ${items(content)} to review`,
    sentence: `${items(content)} of ${campaigns(content)} ${content.count === 1 ? "waits" : "wait"} for your answer.`,
    link: "Review them",
  }),
  campaign_overdue: (content) => ({
    subject: `Overdue reviews of ${word(content, "by", "somebody")}`,
    sentence: `${word(content, "by", "Somebody")} has ${items(content)} of ${word(content, "name", "a campaign")} open after the deadline.`,
    link: "Open the console",
  }),
  campaign_alert: (content) => ({
    subject: `Nobody answered for ${word(content, "name", "agents of a high tier")}`,
    sentence: `Nobody reviewed ${rights(content)} of ${word(content, "name", "several agents")} in ${word(content, "status", "a campaign")} in time: ${content.count === 1 ? "it is" : "they are"} to be suspended when the campaign is closed.`,
    link: "Look at it",
  }),
  test: () => ({
    subject: "A test message",
    sentence: "Mails of this installation reach you.",
    link: "Open the console",
  }),
};

/** A message in words, with instants in the zone of who reads it. What the content does not say is left out. */
export function mailWords(kind: Kind, content: Content, timeZone: string): MailWords {
  const path = typeof content.path === "string" && content.path.startsWith("/") ? content.path : "/";
  return { ...SAYINGS[kind](content), facts: factsOf(content, timeZone), path };
}

function factsOf(content: Content, timeZone: string): string[] {
  const environment = word(content, "environment", "");
  const tier = word(content, "tier", "");
  const rung = word(content, "rung", "");
  return [
    ...(environment ? [`Environment: ${environment}`] : []),
    ...(tier ? [`Tier: ${tier}`] : []),
    ...(rung ? [content.count === undefined ? `Now asked: ${rung}` : rung] : []),
    ...(typeof content.until === "string" ? [`Waits until: ${instantText(content.until, timeZone)}`] : []),
  ];
}

/** "20 Nov 2026, 14:05 CET" */
function instantText(instant: string, timeZone: string): string {
  const shown = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-GB", { ...shown, timeZone, timeZoneName: "short" }).format(new Date(instant));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
