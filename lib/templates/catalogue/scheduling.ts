import type { ShippedTemplate } from "./template";

export const scheduling: ShippedTemplate = {
  id: "tpl_scheduling",
  name: "Scheduling",
  description: "Finds times and books rooms and meetings for people of the organisation.",
  content: {
    kind: "assistant",
    purpose: "Finds times for [group], books rooms and proposes meetings to people of the organisation.",
    autonomy: "acts_with_approval",
    exposure: "internal",
    dataRead: ["internal", "personal"],
    dataWritten: ["internal"],
    privileges: [],
    tools: [
      { what: "See when people are free", capabilities: ["read"], limit: "Free or busy, not subjects" },
      { what: "Book a room or a meeting", capabilities: ["write"], limit: "In the name of who asked" },
    ],
    mustNot: [
      "Reading mail or the subjects of meetings.",
      "Inviting people outside the organisation.",
      "Cancelling what others booked.",
    ],
  },
};
