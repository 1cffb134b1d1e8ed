import { has, hostsOf, type Kind, parts, text } from "../document";

/** The manifest of a Microsoft 365 declarative agent. Its model is Microsoft's and is not stated in it. */
export const m365Agent: Kind = {
  kind: "m365-agent",
  detect: (document) =>
    text(document, "$schema").includes("/copilot/declarative-agent/") ||
    (has(document, "instructions") && has(document, "name") && /^v1\.\d/.test(text(document, "version"))),
  read: (document, place) => {
    const name = text(document, "name");
    if (!name) return { rejected: "The manifest has no name, which its schema requires." };
    const capabilities = parts(document, "capabilities");
    const sites = capabilities.flatMap((capability) => [
      ...parts(capability, "sites").map((site) => text(site, "url")),
      ...parts(capability, "items_by_url").map((item) => text(item, "url")),
    ]);
    const actions = parts(document, "actions").map((action) => text(action, "file") || text(action, "id"));
    return {
      key: text(document, "id") || place.path || name,
      fields: {
        name,
        kind: "assistant",
        purpose: text(document, "description"),
        provider: "Microsoft",
        systems: [...capabilities.map((capability) => text(capability, "name")), ...hostsOf(sites)],
      },
      warnings: actions.length ? [`It acts through ${actions.join(", ")}: import that plugin too.`] : [],
    };
  },
};
