import { baseName, has, isDocument, type Kind, list, part, text } from "../document";

/** The answer of an MCP server to `tools/list` (2024-11-05 and later), alone or in its JSON-RPC envelope. */
export const mcpTools: Kind = {
  kind: "mcp-tools",
  detect: (document) => {
    const tools = list(part(document, "result") ?? document, "tools").filter(isDocument);
    return tools.some((tool) => has(tool, "inputSchema"));
  },
  read: (document, place) => {
    const answer = part(document, "result") ?? document;
    const server = part(answer, "serverInfo") ?? part(document, "serverInfo") ?? part(document, "server");
    const name = text(server, "title") || text(server, "name") || place.name || baseName(place.path);
    if (!name) return { rejected: "A tool list does not say whose it is: give the file the server's name." };
    const unnamed = list(answer, "tools").filter((tool) => !isDocument(tool) || text(tool, "name") === "").length;
    if (unnamed) return { rejected: `${unnamed} of its tools have no name, which the protocol requires.` };
    return {
      key: text(server, "name") || name,
      fields: { name, kind: "mcp_server", purpose: text(server, "description") },
      tools: {
        server: { name: text(server, "name") || name },
        tools: list(answer, "tools"),
        complete: !has(answer, "nextCursor"),
      },
      warnings: has(answer, "nextCursor") ? ["The list is one page of several: the server has more tools."] : [],
    };
  },
};
