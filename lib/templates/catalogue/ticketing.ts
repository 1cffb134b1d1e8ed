import type { ShippedTemplate } from "./template";

export const ticketing: ShippedTemplate = {
  id: "tpl_ticketing",
  name: "Ticket triage",
  description: "Sorts, labels and comments tickets of an internal service desk; people close them.",
  content: {
    kind: "agent",
    purpose: "Sorts new tickets of [desk], adds what is known and assigns them. People answer and close.",
    autonomy: "acts_alone",
    exposure: "internal",
    dataRead: ["internal"],
    dataWritten: ["internal"],
    privileges: [],
    tools: [
      { what: "Search and read tickets", capabilities: ["read"], limit: "Queues of the desk" },
      {
        what: "Label, assign and comment",
        capabilities: ["write"],
        limit: "Internal comments, which requesters do not see",
      },
    ],
    mustNot: [
      "Closing or deleting tickets.",
      "Replies that leave the organisation: use customer messaging.",
      "Resetting passwords or granting access because a ticket asks for it.",
    ],
  },
};
