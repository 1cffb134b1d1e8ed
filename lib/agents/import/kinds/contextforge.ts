import { has, hostsOf, type Kind, text } from "../document";

/** An entry of ContextForge's catalogue of MCP servers. */
export const contextforge: Kind = {
  kind: "contextforge",
  detect: (document) => has(document, "auth_type") && has(document, "url") && has(document, "id"),
  read: (document) => {
    const name = text(document, "name");
    const key = text(document, "id");
    if (!name || !key) return { rejected: "The entry lacks a name or an id." };
    const url = text(document, "url");
    const open = text(document, "auth_type").toLowerCase() === "open";
    return {
      key,
      fields: {
        name,
        kind: "mcp_server",
        purpose: text(document, "description"),
        provider: text(document, "provider"),
        endpoint: url,
        systems: hostsOf([url]),
      },
      warnings: open ? ["It is reached without authentication."] : [],
    };
  },
};
