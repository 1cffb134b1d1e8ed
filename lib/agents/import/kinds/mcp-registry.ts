import { type Document, has, hostsOf, type Kind, part, parts, repositoryOwner, text } from "../document";

/** `server.json` of the MCP registry: the schemas of static.modelcontextprotocol.io (2025-07-09 to 2025-12-11) and the older seed form. */
export const mcpRegistry: Kind = {
  kind: "mcp-registry",
  detect: (document) =>
    text(document, "$schema").startsWith("https://static.modelcontextprotocol.io/schemas/") ||
    has(document, "version_detail") ||
    ((has(document, "packages") || has(document, "remotes")) && has(document, "name")),
  read: (document) => {
    const name = text(document, "name");
    if (!name) return { rejected: "The record has no name, which the registry requires." };
    const remotes = parts(document, "remotes").map((remote) => text(remote, "url"));
    const repository = text(part(document, "repository"), "url");
    const status = text(document, "status");
    return {
      key: name,
      fields: {
        name: text(document, "title") || name,
        kind: "mcp_server",
        purpose: text(document, "description"),
        provider: repositoryOwner(repository) || namespaceOf(name),
        endpoint: remotes[0] || packageOf(parts(document, "packages")[0]),
        systems: hostsOf(remotes),
      },
      warnings: status && status !== "active" ? [`The registry says that this server is ${status}.`] : [],
    };
  },
};

function namespaceOf(name: string): string {
  return name.includes("/") ? (name.split("/")[0] ?? "") : "";
}

// The newer forms say registryType and identifier, 2025-07-09 and the seed registry_name and name.
function packageOf(found: Document | undefined): string {
  if (!found) return "";
  const registry = text(found, "registryType") || text(found, "registry_type") || text(found, "registry_name");
  const name = text(found, "identifier") || text(found, "name");
  const version = text(found, "version");
  return name ? `${registry || "package"}:${name}${version ? `@${version}` : ""}` : "";
}
