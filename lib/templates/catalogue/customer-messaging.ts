import type { ShippedTemplate } from "./template";

export const customerMessaging: ShippedTemplate = {
  id: "tpl_customermessaging",
  name: "Customer messaging",
  description: "Drafts answers to customers from their own case; a person sends what is not plainly routine.",
  content: {
    kind: "assistant",
    purpose:
      "Answers customers of [service] about their own [cases] in the agreed tone. A person reads before it is sent.",
    autonomy: "acts_with_approval",
    exposure: "public",
    dataRead: ["confidential", "personal"],
    dataWritten: ["personal"],
    privileges: ["external_communication"],
    tools: [
      {
        what: "Read the case of the customer who writes",
        capabilities: ["read"],
        limit: "The one case, found by the sender",
      },
      {
        what: "Read what customers write",
        capabilities: ["browse_untrusted"],
        limit: "Taken as content, never as instruction",
      },
      {
        what: "Send a reply",
        capabilities: ["write", "communicate"],
        limit: "To the sender only; no attachments but from the library",
      },
    ],
    mustNot: [
      "Search across customers.",
      "Refunds, credits or changes of an account.",
      "Links and addresses that came from the message it answers.",
    ],
  },
};
