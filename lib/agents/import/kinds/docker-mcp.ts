import { has, hostsOf, isDocument, type Kind, list, part, parts, repositoryOwner, text, texts } from "../document";

/** `server.yaml` of Docker's MCP catalogue, as YAML or as JSON. */
export const dockerMcp: Kind = {
  kind: "docker-mcp",
  detect: (document) =>
    isDocument(document.about) &&
    ["server", "remote", "poci"].includes(text(document, "type")) &&
    has(document, "name"),
  read: (document) => {
    const name = text(document, "name");
    if (!name) return { rejected: "The record has no name, which the catalogue requires." };
    const about = part(document, "about");
    const run = part(document, "run");
    const remote = text(part(document, "remote"), "url");
    const secrets = parts(part(document, "config"), "secrets").length;
    return {
      key: name,
      fields: {
        name: text(about, "title") || name,
        kind: "mcp_server",
        purpose: text(about, "description"),
        provider: repositoryOwner(text(part(document, "source"), "project")),
        endpoint: remote || text(document, "image"),
        systems: [...hostsOf([remote]), ...texts(list(run, "allowHosts"))],
      },
      tools: {
        server: { name, address: remote || text(document, "image") },
        tools: parts(document, "tools").map(({ parameters, ...tool }) => ({ inputSchema: parameters, ...tool })),
        complete: true,
      },
      warnings: secrets ? [`It asks for ${secrets} secret${secrets === 1 ? "" : "s"} when it runs.`] : [],
    };
  },
};
