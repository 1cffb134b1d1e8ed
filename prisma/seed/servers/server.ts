/** A tool as its server lists it: the shape of a `tools/list` answer. */
export interface SeedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: object;
  annotations?: { readOnlyHint?: boolean; destructiveHint?: boolean; openWorldHint?: boolean };
}

/** What tools reach: a resource of the demo by name, and how. */
type SeedReach = readonly [resource: string, access: "read" | "write"];

export interface SeedServer {
  name: string;
  address: string;
  supplier: string;
  /** The name of the account or secret that it uses. */
  credential: string;
  tools: readonly SeedTool[];
  /** By the name of the tool. */
  reaches: Readonly<Record<string, readonly SeedReach[]>>;
}

type Parameters = Readonly<Record<string, string>>;

/**
 * A tool in two lines. A parameter reads "type: description"; a name that ends in "?" may be left out.
 * "read" gives the hint that suppliers give for tools that only read.
 */
export function tool(
  name: string,
  description: string,
  parameters: Parameters = {},
  hint?: "read" | "destructive" | "open",
): SeedTool {
  const entries = Object.entries(parameters).map(([key, text]) => {
    const [type = "string", ...words] = text.split(": ");
    const items = type.endsWith("[]") ? { type: "array", items: { type: type.slice(0, -2) } } : { type };
    return {
      key: key.replace("?", ""),
      optional: key.endsWith("?"),
      schema: { ...items, description: words.join(": ") },
    };
  });
  const words = name.replaceAll("_", " ");
  return {
    name,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    description,
    inputSchema: {
      type: "object",
      properties: Object.fromEntries(entries.map(({ key, schema }) => [key, schema])),
      required: entries.filter(({ optional }) => !optional).map(({ key }) => key),
    },
    ...(hint ? { annotations: HINTS[hint] } : {}),
  };
}

const HINTS = {
  read: { readOnlyHint: true },
  destructive: { readOnlyHint: false, destructiveHint: true },
  open: { readOnlyHint: true, openWorldHint: true },
} as const;
