import type { ShippedTemplate } from "./template";

export const readOnlyAnalyst: ShippedTemplate = {
  id: "tpl_readonlyanalyst",
  name: "Read-only analyst",
  description: "Answers questions from internal data for the people of one team, and changes nothing anywhere.",
  content: {
    kind: "assistant",
    purpose: "Answers questions of [team] about [subject] from [sources]. It reads and explains; it changes nothing.",
    autonomy: "suggests",
    exposure: "internal",
    dataRead: ["internal"],
    dataWritten: [],
    privileges: [],
    tools: [
      {
        what: "Query a database or warehouse",
        capabilities: ["read"],
        limit: "A role that can only select, on named views",
      },
      { what: "Search and read documents", capabilities: ["read"], limit: "The folders of the team" },
    ],
    mustNot: [
      "Tools that run free SQL or code: they can write, whatever they are called.",
      "Content from outside the organisation, such as web pages or incoming mail.",
      "Personal, payment or health data: use a template that reckons with it.",
    ],
  },
};
