import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFile } from "./file";
import { FIXTURES } from "./fixtures";
import { KINDS } from "./kinds";
import { type ReadRecord, type Rejected, recognise } from "./recognise";

const options = { trustedKeys: [] };
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
async function read(value: unknown, fileName = "file.json"): Promise<(ReadRecord | Rejected)[]> {
  return Promise.all(readFile(fileName, bytes(value)).map((entry) => recognise(entry, options)));
}
async function one(value: unknown, fileName?: string) {
  const records = await read(value, fileName);
  expect(records).toHaveLength(1);
  return records[0] as ReadRecord & Rejected;
}

describe("V3 each kind is recognised and read", () => {
  it.each(Object.entries(FIXTURES))("%s", async (kind, document) => {
    const record = await one(document);
    expect(record.rejected).toBeUndefined();
    expect(record.kind).toBe(kind);
    expect(record.fields.name).toMatch(/ledger/i);
    expect(record.key).not.toBe("");
    // What nobody stated is not invented.
    for (const field of ["tier", "tierReason", "autonomy", "exposure", "privileges"]) {
      expect(record.fields).not.toHaveProperty(field);
    }
  });
  it.each<[keyof typeof FIXTURES, object]>([
    [
      "mcp-registry",
      { provider: "example-co", endpoint: "https://ledger.example.test/mcp", systems: ["ledger.example.test"] },
    ],
    ["docker-mcp", { provider: "example-co", endpoint: "mcp/ledger", systems: ["ledger.example.test:443"] }],
    ["toolhive", { provider: "example-co", systems: ["ledger.example.test"] }],
    ["contextforge", { provider: "Example Co", systems: ["ledger.example.test"] }],
    ["a2a-card", { kind: "agent", provider: "Example Co", endpoint: "https://agents.example.test/ledger" }],
    ["oasf-record", { provider: "Example Co", model: "m-1", systems: ["models.example.test"] }],
    ["m365-agent", { kind: "assistant", systems: ["WebSearch", "Email", "ledger.example.test"] }],
    ["m365-plugin", { kind: "plugin", systems: ["ledger.example.test"] }],
    [
      "github-workflow",
      {
        kind: "workflow",
        name: "Ledger reconciler",
        model: "engine-1",
        systems: ["github.com", "ledger.example.test"],
      },
    ],
  ])("%s gives what it states", async (kind, fields) => {
    expect((await one(FIXTURES[kind])).fields).toMatchObject(fields);
  });
  it("asks the kinds so that at most one answers to each fixture", () => {
    for (const [kind, document] of Object.entries(FIXTURES)) {
      expect(KINDS.find((candidate) => candidate.detect(document))?.kind).toBe(kind);
    }
  });
});

describe("V3 containers", () => {
  const server = FIXTURES["mcp-registry"];
  it.each<[string, unknown, string, number]>([
    ["a list", [server, FIXTURES["a2a-card"]], "f.json", 2],
    ["a registry answer", { servers: [{ server, _meta: {} }], metadata: { nextCursor: "x" } }, "f.json", 1],
    ["a map of records", { servers: { ledger: FIXTURES.toolhive } }, "f.json", 1],
    ["a wrapper with a path", { repo: "r", path: "p.json", doc: FIXTURES["a2a-card"] }, "f.json", 1],
    ["JSON Lines", `${JSON.stringify(server)}\n\n${JSON.stringify(FIXTURES.toolhive)}\n`, "f.jsonl", 2],
    ["JSON Lines under another name", `${JSON.stringify(server)}\n${JSON.stringify(FIXTURES.toolhive)}`, "f.json", 2],
    ["YAML", 'name: ledger\ntype: server\nabout:\n  title: "Ledger"\n', "server.yaml", 1],
    ["front matter", "---\non: push\ndescription: Reconciles\n---\n# Ledger\n\nDo it.\n", "ledger.md", 1],
    ["CSV", "Name;Vendor\nLedger;Example Co\n", "agents.csv", 1],
  ])("%s", async (_, value, fileName, count) => {
    const records = await read(value, fileName);
    expect(records.map((record) => ("digest" in record ? "" : record.rejected))).toEqual(Array(count).fill(""));
  });
  it("reads a tool list without its envelope and names it by its file", async () => {
    const { serverInfo: _, ...answer } = FIXTURES["mcp-tools"].result;
    expect((await one(answer, "ledger.tools.json")).fields).toMatchObject({ name: "ledger.tools", kind: "mcp_server" });
  });
  it("reads the seed form of the MCP registry", async () => {
    const seed = {
      name: "test.example/seed",
      description: "x",
      version_detail: { version: "0.1" },
      packages: [{ registry_name: "npm", name: "seed", version: "1" }],
    };
    expect((await one(seed)).fields).toMatchObject({ endpoint: "npm:seed@1", provider: "test.example" });
  });
});

describe("V3 CSV", () => {
  it("knows synonyms, takes lists by semicolon, and who answers", async () => {
    const text =
      "Agent Name,Vendor,Data,Risk,Owner Email,Privileges\nLedger,Example Co,internal;personal,High,Olga@example.test,payment|data export\n";
    const record = await one(text, "a.csv");
    expect(record.fields).toMatchObject({
      dataRead: ["internal", "personal"],
      privileges: ["payment", "data_export"],
    });
    expect(record.named.owner).toBe("Olga@example.test");
    expect(record.warnings).toEqual([expect.stringMatching(/states the tier high: tiers are computed/)]);
  });
  it("names line and column of a cell it cannot read", async () => {
    const [good, bad, short] = await read("name,tier\nGood,low\nBad,extreme\nShort\n", "a.csv");
    expect(good).toHaveProperty("digest");
    expect(bad).toMatchObject({ rejected: expect.stringMatching(/^Line 3: .*"tier": "extreme" is not one of low/) });
    expect(short).toMatchObject({ rejected: "Line 4 has 1 cells, the first line 2." });
  });
});

describe("V3 what a file may not do", () => {
  it.each<[string, unknown, RegExp]>([
    ["no kind", { hello: "world" }, /Not a kind of record/],
    ["no object", [42], /JSON object/],
    ["a NUL", { ...FIXTURES["a2a-card"], description: "a\u0000b" }, /NUL/],
    ["half a character", '{"name":"a\\ud800","skills":[]}', /surrogate/],
    ["a poisoned member", '{"name":"x","skills":[],"__proto__":{"admin":true}}', /__proto__/],
    ["deep nesting", `{"name":"x","a":${"[".repeat(200)}${"]".repeat(200)}}`, /Nested deeper/],
    ["nesting without end", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, /JSON object/],
    ["a huge string", { ...FIXTURES["a2a-card"], description: "x".repeat(1_100_000) }, /Larger than 1 MB/],
    ["a name of nothing visible", { ...FIXTURES["a2a-card"], name: "\u202e\u200b" }, /no visible character/],
    ["a registry record without a name", { ...FIXTURES["mcp-registry"], name: "" }, /no name/],
    ["a workflow that moved", { frontmatter: { redirect: "a/b.md" }, instructions: "" }, /only points to/],
    ["a shared fragment", { frontmatter: { tools: {} }, instructions: "x" }, /without a trigger/],
  ])("rejects %s with its reason", async (_, value, reason) => {
    expect((await one(value)).rejected).toMatch(reason);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
  it("strips what would deceive the reader of a name", async () => {
    expect((await one({ ...FIXTURES["a2a-card"], name: "Pay\u202eroll\u0007" })).fields.name).toBe("Payroll");
  });
  it("never throws on any JSON, and always has a reason or a name", async () => {
    const mutated = fc
      .tuple(fc.constantFrom(...Object.values(FIXTURES)), fc.jsonValue(), fc.nat(40))
      .map(([document, value, place]) => {
        const keys = Object.keys(document);
        return { ...document, [keys[place % keys.length] ?? "x"]: value };
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), mutated), async (value) => {
        const record = await recognise({ position: 1, place: { path: "", name: "" }, value }, options);
        expect("digest" in record ? record.fields.name : record.rejected).not.toBe("");
      }),
      { numRuns: 500 },
    );
  });
  it("answers any bytes with records or with a sentence", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom("a", "a.csv", "a.jsonl", "a.yaml", "a.md", "a.gz"),
        (given, name) => {
          try {
            expect(readFile(name, given).length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toMatchObject({ code: "invalid" });
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
