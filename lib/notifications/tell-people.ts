import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { insertNotices } from "@/lib/notices";
import { contentOf, type SayableContent } from "./content";
import { mailSettings } from "./mail-settings";
import { type NewDelivery, queueDeliveries } from "./queue-deliveries";
import { isAlert, mailDueAt } from "./rules";
import { findListeners, findRecipients } from "./store";
import { ENDPOINT_KINDS, type Kind } from "./terms";

/** What is only to be known stands in the console as a notice; what waits to be decided stands in its queue already. */
const NOTED: readonly Kind[] = ["approval_glass", "asking_stopped", "webhook_failing", "campaign_alert"];
/** Not of the endpoints themselves: one that fails would be told so, and fail again. */
const FOR_ENDPOINTS: readonly Kind[] = ENDPOINT_KINDS;

export interface Told {
  kind: Kind;
  /** Whom it concerns; may be empty. Who is not active is left out. */
  personIds: readonly string[];
  targetId: string;
  /** What may be said (see SayableContent): anything else is left out before it is stored. */
  content: SayableContent;
  agentId: string | null;
  /** Says which time it is, where the same kind is told of the same target more than once ("manager", "governance"). */
  occasion?: string;
}

/**
 * Tells people, and the webhooks of the organisation, that something happened: in the caller's transaction, each once. People get
 * mails as they wish them (at once, collected, outside quiet hours, or never), and a notice in the console where there is nothing
 * to decide. Endpoints of one agent are not told here: an enforcement point names its callback itself.
 */
export async function tellPeople(tx: SqlTx, ctx: Context, told: Told): Promise<void> {
  const { kind, targetId, agentId, occasion = "" } = told;
  const personIds = [...new Set(told.personIds)];
  const content = contentOf(told.content);
  const onceFor = (receiver: string) => [kind, targetId, occasion, receiver].join(":");
  const deliveries: NewDelivery[] = [];
  const recipients = personIds.length ? await findRecipients(tx, personIds) : [];
  if (mailSettings()) {
    for (const { personId, ...wishes } of recipients) {
      const dueAt = mailDueAt(wishes, ctx.now, isAlert(kind));
      if (!dueAt) continue;
      const notBefore = dueAt > ctx.now ? dueAt : null;
      deliveries.push({ kind, personId, targetId, content, onceKey: onceFor(personId), notBefore });
    }
  }
  if (FOR_ENDPOINTS.includes(kind)) {
    const body = {
      type: kind.replace("_", "."),
      timestamp: ctx.now.toISOString(),
      data: { id: targetId, agentId, ...content },
    };
    for (const endpointId of await findListeners(tx, kind)) {
      deliveries.push({ kind, endpointId, targetId, content: body, onceKey: onceFor(endpointId) });
    }
  }
  await queueDeliveries(tx, deliveries);
  if (NOTED.includes(kind)) {
    const notices = recipients.map(({ personId }) => ({ personId, kind, agentId, content: { ...content } }));
    await insertNotices(tx, notices, ctx.now);
  }
}
