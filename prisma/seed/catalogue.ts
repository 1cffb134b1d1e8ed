/** A file as a platform team would hand it over: servers found running, nobody's name on them yet. MCP registry `server.json`, one per line. */
interface FoundServer {
  name: string;
  title: string;
  description: string;
  remote: string;
}

const FOUND: FoundServer[] = [
  {
    name: "example.norvik/warehouse-query",
    title: "Warehouse query server",
    description: "Runs read-only SQL on the analytics warehouse for assistants and notebooks.",
    remote: "https://mcp.norvik.example/warehouse",
  },
  {
    name: "example.norvik/ticket-desk",
    title: "Ticket desk server",
    description: "Creates, updates and closes tickets in the service desk.",
    remote: "https://mcp.norvik.example/tickets",
  },
  {
    name: "example.norvik/mail-gateway",
    title: "Mail gateway server",
    description: "Sends mail from shared mailboxes and searches their folders.",
    remote: "https://mcp.norvik.example/mail",
  },
  {
    name: "example.norvik/cluster-ops",
    title: "Cluster operations server",
    description: "Lists, restarts and scales workloads in the Kubernetes clusters.",
    remote: "https://mcp.norvik.example/cluster",
  },
  {
    name: "example.norvik/document-archive",
    title: "Document archive server",
    description: "Finds and reads documents of the archive by booking, carrier or shipper.",
    remote: "https://mcp.norvik.example/archive",
  },
  {
    name: "example.norvik/telematics",
    title: "Telematics server",
    description: "Positions, rest hours and temperatures of the fleet, live and for the last ninety days.",
    remote: "https://mcp.norvik.example/telematics",
  },
];

/** The file's name and bytes, as an importer receives them. */
export const FOUND_SERVERS_FILE = {
  fileName: "mcp-servers-found-2026-10.jsonl",
  bytes: Buffer.from(
    FOUND.map(({ remote, ...server }) =>
      JSON.stringify({
        $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
        ...server,
        version: "1.0.0",
        remotes: [{ type: "streamable-http", url: remote }],
      }),
    ).join("\n"),
    "utf8",
  ),
};
