import type { ShippedTemplate } from "./template";

export const codeAssistant: ShippedTemplate = {
  id: "tpl_codeassistant",
  name: "Code assistant",
  description: "Proposes changes to code as pull requests and runs their tests apart from everything that matters.",
  content: {
    kind: "agent",
    purpose: "Proposes changes to [repositories] as pull requests and runs their tests. People review and merge.",
    autonomy: "acts_with_approval",
    exposure: "internal",
    dataRead: ["internal", "confidential"],
    dataWritten: ["internal"],
    privileges: [],
    tools: [
      { what: "Read repositories, issues and reviews", capabilities: ["read"], limit: "Named repositories" },
      {
        what: "Push a branch and open a pull request",
        capabilities: ["write"],
        limit: "Branches of its own; protected ones refuse it",
      },
      {
        what: "Run tests",
        capabilities: ["execute"],
        limit: "A container without network, without secrets, thrown away afterwards",
      },
    ],
    mustNot: [
      "Merging, releasing or deploying.",
      "Secrets of pipelines, or a token that reaches further than its repositories.",
      "Changing who may approve, or what the pipeline checks.",
    ],
  },
};
