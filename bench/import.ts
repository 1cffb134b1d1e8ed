// Importing 5,000 records, without and with eight tools each: the plan, the import and its repetition, beside inserting the same rows
// without reading, rules or events.
import pg from "pg";
import { importFile, planImport } from "@/lib/agents";
import { systemContext } from "@/lib/context";
import { onStage } from "./audit-stage";

const RECORDS = 5_000;
const LIMIT_SECONDS = 10;
const TOOLS_EACH = 8;
const LIMIT_WITH_TOOLS_SECONDS = 15;

export function run(): Promise<void> {
  return onStage(async ({ url }) => {
    const input = { fileName: "servers.jsonl", bytes: servers(), environment: "production" as const };
    const ctx = () => systemContext("bench");
    const plan = await seconds(() => planImport(ctx(), input));
    const first = await seconds(() => importFile(ctx(), input));
    const again = await seconds(() => importFile(ctx(), input));
    const bare = await seconds(() => bareInsert(url));
    await withTools();
    const megabytes = Math.round(process.memoryUsage().rss / 1024 / 1024);
    console.log(`  ${RECORDS} records (${(input.bytes.byteLength / 1e6).toFixed(1)} MB)`);
    console.log(
      `  plan ${plan.toFixed(2)} s, import ${first.toFixed(2)} s (promise: ${LIMIT_SECONDS} s), repeated ${again.toFixed(2)} s`,
    );
    console.log(
      `  bare insert of as many agents ${bare.toFixed(2)} s: x ${(first / bare).toFixed(1)}; memory ${megabytes} MB`,
    );
  });
}

/** The same number of tool lists, every tool rated, hashed and quarantined, every draft's tier computed from them. */
async function withTools(): Promise<void> {
  const input = { fileName: "tools.jsonl", bytes: toolLists(), environment: "production" as const };
  const ctx = () => systemContext("bench");
  const plan = await seconds(() => planImport(ctx(), input));
  const first = await seconds(() => importFile(ctx(), input));
  const again = await seconds(() => importFile(ctx(), input));
  const changed = await seconds(() => importFile(ctx(), { ...input, bytes: toolLists(" Asks first.") }));
  console.log(
    `  with ${TOOLS_EACH} tools each (${(input.bytes.byteLength / 1e6).toFixed(1)} MB): plan ${plan.toFixed(2)} s, import ${first.toFixed(2)} s (promise: ${LIMIT_WITH_TOOLS_SECONDS} s), repeated ${again.toFixed(2)} s, every tool changed ${changed.toFixed(2)} s`,
  );
}

const VERBS = ["list", "get", "create", "update", "delete", "send", "run", "export"];

function toolLists(tail = ""): Uint8Array {
  const tools = (server: number) =>
    Array.from({ length: TOOLS_EACH }, (_, i) => ({
      name: `${VERBS[i % VERBS.length]}_entry_${server}`,
      description: `${VERBS[i % VERBS.length]}s entries of the system ${server}, with their owners, labels and dates of change.${tail}`,
      inputSchema: {
        type: "object",
        properties: {
          id: { type: "string", description: "Which entry" },
          limit: { type: "integer", description: "How many at most" },
          filter: { type: "object", properties: { status: { type: "string", enum: ["open", "closed"] } } },
        },
        required: ["id"],
      },
      annotations: { readOnlyHint: i < 2 },
    }));
  const lines = Array.from({ length: RECORDS }, (_, i) =>
    JSON.stringify({ serverInfo: { name: `test.example/tools-${i}`, version: "1.0.0" }, tools: tools(i) }),
  );
  return new TextEncoder().encode(lines.join("\n"));
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** The least that any importer does: the same number of rows into the table with all of its indexes, one statement. */
async function bareInsert(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `insert into agents (id, name, environment, kind, purpose, provider, endpoint, systems, source, search_text)
     select 'agt_bare' || i, 'Server ' || i, 'staging', 'mcp_server', 'Reads the system ' || i || ' and answers questions about it.',
       'example-' || i % 50, 'https://server-' || i || '.example.test/mcp', array['server-' || i || '.example.test'], 'mcp-registry',
       ' server ' || i || ' example-' || i % 50 || ' https://server-' || i || '.example.test/mcp reads the system and answers questions about it.'
     from generate_series(1, $1::int) i`,
    [RECORDS],
  );
  await client.end();
}

function servers(): Uint8Array {
  const lines = Array.from({ length: RECORDS }, (_, i) =>
    JSON.stringify({
      $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
      name: `test.example/server-${i}`,
      title: `Server ${i}`,
      description: `Reads the system ${i} and answers questions about it.`,
      version: "1.0.0",
      repository: { url: `https://github.com/example-${i % 50}/server-${i}`, source: "github" },
      packages: [
        { registryType: "npm", identifier: `@example/server-${i}`, version: "1.0.0", transport: { type: "stdio" } },
      ],
      remotes: [{ type: "streamable-http", url: `https://server-${i}.example.test/mcp` }],
    }),
  );
  return new TextEncoder().encode(lines.join("\n"));
}
