import { baseName, has, hostsOf, type Kind, list, part, repositoryOwner, text, texts } from "../document";

/** An entry of a ToolHive registry: a container image or a remote server with its network permissions. */
export const toolhive: Kind = {
  kind: "toolhive",
  detect: (document) =>
    (has(document, "image") || has(document, "url")) &&
    has(document, "transport") &&
    (has(document, "tools") || has(document, "permissions")) &&
    has(document, "tier"),
  read: (document, place) => {
    const image = text(document, "image");
    const url = text(document, "url");
    // An entry that does not name itself is named by its place in the registry, or by its image.
    const folder = place.path.split("/").at(-2) ?? "";
    const name = text(document, "name") || place.name || folder || baseName(image.replace(/:[^/]*$/, ""));
    if (!name) return { rejected: "The entry has neither a name nor an image to be known by." };
    const outbound = part(part(part(document, "permissions"), "network"), "outbound");
    const warnings = outbound?.insecure_allow_all === true ? ["It declares access to any host of the network."] : [];
    const status = text(document, "status");
    if (status && status.toLowerCase() !== "active") warnings.push(`The registry says that this server is ${status}.`);
    return {
      key: name,
      fields: {
        name,
        kind: "mcp_server",
        purpose: text(document, "description"),
        provider: text(document, "author") || repositoryOwner(text(document, "repository_url")),
        endpoint: url || image,
        systems: [...hostsOf([url]), ...texts(list(outbound, "allow_host"))],
      },
      // The registry knows its tools by name alone.
      tools: {
        server: { name, address: url || image, supplier: text(document, "author") },
        tools: [...new Set(texts(list(document, "tools")))].map((tool) => ({ name: tool })),
        complete: true,
      },
      warnings,
    };
  },
};
