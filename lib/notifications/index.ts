/**
 * Notifications own what leaves the console to tell somebody: mails as people wish them, signed webhooks, and the log of both with
 * its retries and dead letters. What is said is given to it, bounded, by who knows; nothing is ever decided by an answer to it.
 */
export { contentOf, type SayableContent } from "./content";
export { type NewDelivery, queueDeliveries } from "./queue-deliveries";
export { type Told, tellPeople } from "./tell-people";
