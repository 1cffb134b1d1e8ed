import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalize } from "@/lib/audit";
import { changedParts, contentOf, diffOf, type VersionContent } from "./rules";
import { PLAIN_PARTS } from "./terms";

const AGENT = {
  model: "sonnet-5",
  provider: "Northwind",
  environment: "production",
  promptHash: "sha256:1f0c",
  imageDigest: "sha256:9b2e",
  policyRef: "payments/4",
} as const;

const word = fc.constantFrom("", "a", "b", "read_file", "read file", '","', "é", "e\u0301", "Z", "a\u0000b");
const tool = fc.record({ server: word, name: word, hash: fc.constantFrom("h1", "h2", "h3") });
/** As the database gives them: one tool of a name on a server. */
const tools = fc.uniqueArray(tool, { selector: ({ server, name }) => JSON.stringify([server, name]), maxLength: 8 });
const counted = (listed: VersionContent["tools"]) => listed.map((one) => ({ ...one, capabilities: [] }));
const content = (listed: VersionContent["tools"], over: Partial<typeof AGENT> = {}) =>
  contentOf({ ...AGENT, ...over }, counted(listed));
const fingerprint = (made: VersionContent) => createHash("sha256").update(canonicalize(made)).digest("hex");

describe("V8 the fingerprint", () => {
  it("is the same for the same tools in another order", () => {
    fc.assert(
      fc.property(tools, fc.infiniteStream(fc.nat()), (listed, order) => {
        const shuffled = listed
          .map((one) => ({ one, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(fingerprint(content(shuffled))).toBe(fingerprint(content(listed)));
      }),
    );
  });
  it("differs exactly where some part differs", () => {
    fc.assert(
      fc.property(tools, tools, (before, after) => {
        const [first, second] = [content(before), content(after)];
        expect(fingerprint(first) === fingerprint(second)).toBe(changedParts(first, second).length === 0);
      }),
    );
  });
  it("knows nothing of capabilities: a correction by a person is no new version", () => {
    const bare = contentOf(AGENT, [{ server: "s", name: "n", hash: "h", capabilities: [] }]);
    const rated = contentOf(AGENT, [{ server: "s", name: "n", hash: "h", capabilities: ["pay"] }]);
    expect(fingerprint(rated)).toBe(fingerprint(bare));
  });
});

describe("V8 the difference between two versions", () => {
  it("names each part with what it was and is", () => {
    const diff = diffOf(content([]), contentOf({ ...AGENT, model: "opus-4", promptHash: "" }, []));
    expect(diff).toEqual({
      parts: [
        { part: "model", before: "sonnet-5", after: "opus-4" },
        { part: "promptHash", before: "sha256:1f0c", after: "" },
      ],
      added: [],
      removed: [],
      changed: [],
      kept: 0,
    });
  });
  it("tells tools that came, went and changed from those that stayed", () => {
    const one = (name: string, hash = "h") => ({ server: "ledger", name, hash });
    const diff = diffOf(
      content([one("pay"), one("read"), one("list")]),
      content([one("read", "h2"), one("list"), one("void")]),
    );
    expect(diff).toMatchObject({
      parts: [],
      added: [{ name: "void", before: null, after: "h" }],
      removed: [{ name: "pay", before: "h", after: null }],
      changed: [{ name: "read", before: "h", after: "h2" }],
      kept: 1,
    });
  });
  it("counts every tool once, reads backwards as its mirror, and is empty only for equals", () => {
    fc.assert(
      fc.property(tools, tools, (before, after) => {
        const [first, second] = [content(before), content(after)];
        const there = diffOf(first, second);
        const back = diffOf(second, first);
        expect(there.kept + there.changed.length + there.removed.length).toBe(before.length);
        expect(there.kept + there.changed.length + there.added.length).toBe(after.length);
        const names = (listed: { server: string; name: string }[]) => listed.map(({ server, name }) => [server, name]);
        expect(names(there.added)).toEqual(names(back.removed));
        expect(names(there.changed)).toEqual(names(back.changed));
        const differs = there.added.length + there.removed.length + there.changed.length > 0;
        expect(differs).toBe(changedParts(first, second).includes("tools"));
      }),
    );
  });
  it("covers every part that a version is made of", () => {
    expect(Object.keys(content([])).sort()).toEqual([...PLAIN_PARTS, "tools"].sort());
  });
});
