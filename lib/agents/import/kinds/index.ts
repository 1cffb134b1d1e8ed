import type { Kind } from "../document";
import { a2aCard } from "./a2a-card";
import { contextforge } from "./contextforge";
import { csvRow } from "./csv";
import { dockerMcp } from "./docker-mcp";
import { githubWorkflow } from "./github-workflow";
import { m365Agent } from "./m365-agent";
import { m365Plugin } from "./m365-plugin";
import { mcpRegistry } from "./mcp-registry";
import { mcpTools } from "./mcp-tools";
import { oasfRecord } from "./oasf-record";
import { toolhive } from "./toolhive";

/** Every kind that can be imported, those with the most telling marks first. */
export const KINDS: readonly Kind[] = [
  githubWorkflow,
  m365Plugin,
  m365Agent,
  oasfRecord,
  a2aCard,
  dockerMcp,
  toolhive,
  contextforge,
  mcpRegistry,
  mcpTools,
];

export { csvRow };
