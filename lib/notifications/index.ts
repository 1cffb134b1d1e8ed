/**
 * Notifications own what leaves the console to tell somebody: mails as people wish them, signed webhooks, and the log of both with
 * its retries and dead letters. What is said is given to it, bounded, by who knows; nothing is ever decided by an answer to it.
 */
export { contentOf } from "./content";
export { addWebhook } from "./endpoints/add-webhook";
export { listWebhooks } from "./endpoints/list-webhooks";
export { pauseWebhook, resumeWebhook } from "./endpoints/pause-webhook";
export { removeWebhook } from "./endpoints/remove-webhook";
export { rotateWebhook } from "./endpoints/rotate-webhook";
export { testWebhook } from "./endpoints/test-webhook";
export { purgeDeliveries } from "./log/purge-deliveries";
export { retryDelivery } from "./log/retry-delivery";
export { searchDeliveries } from "./log/search-deliveries";
export { getMailPreference, setMailPreference } from "./preferences/mail-preference";
export { queueDeliveries } from "./queue-deliveries";
export { runDeliveries } from "./sending/run-deliveries";
export { sendDocument, sendsMails } from "./sending/send-document";
export { type Told, tellPeople } from "./tell-people";
