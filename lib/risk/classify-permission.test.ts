import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyPermission } from "./classify-permission";
import type { PermissionDescription } from "./schema";

describe("K1 rights", () => {
  it.each<[string, boolean, PermissionDescription]>([
    ["read", false, { permission: "Books.Read.All", description: "Allows the app to read all books." }],
    ["destructive", false, { permission: "Books.ReadWrite", description: "Allows the app to read and write books." }],
    ["write", false, { permission: "Letters.Send", description: "Allows the app to send letters." }],
    ["read", false, { action: "library:ListShelves", description: "Grants permission to list shelves" }],
    ["destructive", false, { action: "library:DeleteShelf", description: "Grants permission to delete a shelf" }],
    [
      "write",
      true,
      { action: "library:AttachRolePolicy", description: "Grants permission to attach a policy to a role" },
    ],
    [
      "destructive",
      true,
      { permission: "IdentityProvider.ReadWrite.All", description: "Allows the app to write identity providers." },
    ],
    ["destructive", true, { role: "Password Administrator", description: "Can reset passwords of other people." }],
    ["destructive", true, { role: "Access Administrator", description: "Lets you manage access to every resource." }],
    ["read", true, { action: "library:GetSessionToken", description: "Grants permission to get a session token" }],
    ["read", false, { role: "Reader", description: "View all resources, but does not allow you to make changes." }],
    [
      "destructive",
      false,
      { role: "Shelf Contributor", description: "Lets you manage shelves, but not access to them." },
    ],
  ])("%s, control plane %s: %j", (effect, controlPlane, right) => {
    expect(classifyPermission(right)).toMatchObject({ effect, controlPlane });
  });

  it("rates what can take an environment over as critical and says why", () => {
    const rating = classifyPermission({ role: "Trust Administrator", description: "Can manage federation and trust." });
    expect(rating).toMatchObject({ tier: "critical", controlPlane: true });
    expect(rating.because.at(-1)).toMatch(/take over/);
  });

  it("does not fear a right over one's own sign-in", () => {
    const own = { permission: "SignInMethod.ReadWrite", description: "Write the signed-in user's sign-in methods." };
    expect(classifyPermission(own).controlPlane).toBe(false);
  });

  it("answers any text, and the same twice", () => {
    const anyRight = fc.record(
      { permission: fc.string(), action: fc.string(), role: fc.string(), description: fc.string() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anyRight, (right) => {
        expect(classifyPermission({ ...right })).toEqual(classifyPermission(right));
      }),
    );
  });
});
