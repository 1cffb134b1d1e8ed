import { describe, expect, it } from "vitest";
import { rightText } from "./present";
import type { Rights } from "./terms";

describe("C2 a right as short as it can be told apart", () => {
  const grant = {
    server: "Books",
    resourceId: null,
    actions: ["read", "permission_change"],
    conditions: [],
    windows: [],
  };
  const purpose = { dataRead: [], dataWritten: [], autonomy: null, exposure: null };
  const account = { type: "own_key", strength: "bound", instanceId: "ins_1", issuerId: null };
  const server = { name: "Books", address: "", credential: "", tools: ["pay"] };
  const of = (rights: object) => rightText({ tier: "low", startsAt: null, expiresAt: null, ...rights } as Rights);
  it.each([
    [{ kind: "entitlement", ...grant, tool: "pay" }, "Books/pay (read, permission change)"],
    [{ kind: "entitlement", ...grant, tool: null }, "Books: every tool (read, permission change)"],
    [{ kind: "owner", ownerId: null, deputyId: null, sponsorId: null }, "Who answers for it"],
    [{ kind: "credential", ...account, subject: "svc-books", thumbprint: "" }, "own key of svc-books"],
    [{ kind: "credential", ...account, subject: "", thumbprint: "abcdefghijklmnop" }, "own key of abcdefghijkl…"],
    [{ kind: "credential", ...account, subject: "", thumbprint: null }, "own key"],
    [{ kind: "purpose", ...purpose, purpose: "Pays what is owed." }, "Pays what is owed."],
    [{ kind: "purpose", ...purpose, purpose: "" }, "No purpose stated"],
    [{ kind: "dependency", ...server, supplier: "Ledger Ltd" }, "Books by Ledger Ltd, 1 tool"],
    [{ kind: "dependency", ...server, supplier: "", tools: [] }, "Books, 0 tools"],
  ])("%#", (rights, text) => {
    expect(of(rights)).toBe(text);
  });
});
