import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { FlattenedSign } from "jose";
import { canonicalize } from "@/lib/audit";
import { jsonFile } from "../support/imports";
import { pageAs } from "../support/people";

test.describe.configure({ timeout: 60_000 });

const KID = "carrier-desk-2026";
const keys = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwksOf = (key: KeyObject, name = "carriers.jwks") =>
  jsonFile(name, { keys: [{ ...key.export({ format: "jwk" }), kid: KID, alg: "ES256" }] });

function card(name: string) {
  return {
    protocolVersion: "1.0",
    name,
    description: "Answers where a shipment is, from the carrier's own tracking.",
    url: "https://agents.carrier.example/a2a",
    version: "1.0.0",
    provider: { organization: "Carrier", url: "https://carrier.example" },
    capabilities: { streaming: false },
    defaultInputModes: ["text/plain"],
    defaultOutputModes: ["text/plain"],
    skills: [{ id: "track", name: "Track", description: "Finds a shipment", tags: ["logistics"] }],
  };
}

async function signed(document: object, by: KeyObject) {
  const payload = new TextEncoder().encode(canonicalize(document));
  const jws = await new FlattenedSign(payload).setProtectedHeader({ alg: "ES256", kid: KID }).sign(by);
  return { ...document, signatures: [{ protected: jws.protected, signature: jws.signature }] };
}

const choose = (page: Page, label: string, file: ReturnType<typeof jsonFile>) =>
  page.getByLabel(label, { exact: true }).and(page.locator("input")).setInputFiles(file);

test("V3 a card is verified by the keys that were given, and a forged one is rejected", async ({ browser }) => {
  const stamp = Date.now().toString(36);
  const [trusted, forger] = [keys(), keys()];
  const cards = jsonFile(`cards-${stamp}.json`, [
    await signed(card(`Tracking desk ${stamp}`), trusted.privateKey),
    await signed(card(`False desk ${stamp}`), forger.privateKey),
    card(`Plain desk ${stamp}`),
  ]);
  const page = await pageAs(browser, "owner");
  await page.goto("/imports/new");
  const row = (name: string) => page.getByRole("region", { name: cards.name }).getByRole("row", { name });

  await page.getByLabel("Files to import").locator("input[type=file]").setInputFiles(cards);
  await expect(row(`Tracking desk ${stamp}`)).toContainText("Unverified");
  await expect(row(`False desk ${stamp}`)).toContainText("Unverified");
  await expect(row(`Plain desk ${stamp}`)).toContainText("Not signed");

  // The preview follows the keys: nothing is chosen twice.
  await choose(page, "JWKS file", jwksOf(trusted.publicKey));
  await expect(page.getByRole("group", { name: /Trusted signing keys/ })).toContainText("carriers.jwks1 key");
  await expect(row(`Tracking desk ${stamp}`)).toContainText("Verified");
  await expect(row(`False desk ${stamp}`)).toContainText("Rejected");
  await expect(row(`False desk ${stamp}`)).toContainText("the card was forged or altered");

  await page.getByRole("button", { name: "Import 2 agents into production" }).click();
  await page.getByRole("link", { name: "See the result" }).click();
  await expect(page.getByRole("row", { name: `Tracking desk ${stamp}` })).toContainText("Verified");
  await page.getByRole("link", { name: `Tracking desk ${stamp}` }).click();
  await page.getByRole("link", { name: "Source document" }).click();
  await expect(page.getByText("Signature verified")).toBeVisible();
  await expect(page.getByText(KID).first()).toBeVisible();
});

test("V3 a file of keys that cannot be used says why, before and after it is sent", async ({ browser, baseURL }) => {
  const page = await pageAs(browser, "owner");
  await page.goto("/imports/new");
  const told = page.getByRole("group", { name: /Trusted signing keys/ }).getByRole("alert");
  await choose(page, "JWKS file", jsonFile("list.json", []));
  await expect(told).toContainText("list.json: This is no JWKS");
  await choose(page, "JWKS file", jwksOf(keys().privateKey, "private.jwks"));
  await expect(told).toContainText("private or shared");
  await choose(page, "JWKS file", jwksOf(keys().publicKey));
  await expect(told).toHaveCount(0);

  const answer = await page.request.post("/api/imports", {
    headers: { origin: new URL(baseURL ?? "").origin },
    multipart: { environment: "production", file: jsonFile("a.json", card("A")), trustedKeys: "{}" },
  });
  expect(answer.status()).toBe(422);
  expect(await answer.json()).toMatchObject({ code: "invalid", issues: [{ path: "trustedKeys" }] });
});

test("V3 an owner imports into a team of theirs; compliance chooses one or none", async ({ browser }) => {
  const owner = await pageAs(browser, "owner");
  await owner.goto("/imports/new");
  await owner.getByRole("combobox", { name: "Team" }).click();
  await expect(owner.getByRole("option")).toHaveCount(1);
  const compliance = await pageAs(browser, "compliance");
  await compliance.goto("/imports/new");
  await compliance.getByRole("combobox", { name: "Team" }).click();
  await expect(compliance.getByRole("option", { name: "No team yet" })).toBeVisible();
  expect(await compliance.getByRole("option").count()).toBeGreaterThan(2);
});
