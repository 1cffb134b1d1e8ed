import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";

const door = () => process.env.API_URL ?? "http://localhost:3001";

/** Sets up an instance of the agent with a key of its own, as somebody who may. @returns an access token, got as its program would */
export async function machineOf(page: Page, agentId: string): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  const instanceId = await setUp(page, agentId, JSON.stringify(jwk));
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: "ES256", kid: await calculateJwkThumbprint(jwk), typ: "JWT" })
    .setIssuer(instanceId)
    .setSubject(instanceId)
    .setAudience(door())
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("60s")
    .sign(privateKey);
  const got = await fetch(`${door()}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    }),
  });
  const answer = await got.json();
  expect(answer).toHaveProperty("access_token");
  return answer.access_token;
}

async function setUp(page: Page, agentId: string, publicKey: string): Promise<string> {
  await page.goto(`/agents/${agentId}?tab=identity`);
  const before = new Set((await page.content()).match(/ins_[0-9a-z]{26}/g));
  const name = `trial ${Date.now().toString(36)}`;
  await page.getByRole("button", { name: "Set up an instance" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Set it up" }).click();
  await expect(dialog).toHaveCount(0);
  const card = page.getByRole("region", { name, exact: true });
  await card.getByRole("button", { name: "Issue a credential" }).click();
  await dialog.getByLabel("Public key (JWK)").fill(publicKey);
  await dialog.getByRole("button", { name: "Issue it" }).click();
  await expect(dialog).toHaveCount(0);
  return (await page.content()).match(/ins_[0-9a-z]{26}/g)?.find((id) => !before.has(id)) ?? "";
}

/** Sends a body to the machines' door. */
export async function atDoor(token: string, path: string, body: object): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(`${door()}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

/** What a program finds in an answer: checked where it is read. */
// biome-ignore lint/suspicious/noExplicitAny: the door's answers are a stranger's here as they are to any program
export type Answer = any;

/**
 * Asks for a call as any program would, is told that a person may allow it, and asks for that.
 * @param call the four members of an evaluation
 * @returns the address of the case in the console
 */
export async function askForApproval(token: string, call: object, justification: string): Promise<string> {
  const { answer } = await atDoor(token, "/access/v1/evaluation", call);
  expect(answer).toMatchObject({ decision: false, context: { outcome: "step_up" } });
  const { evaluation_id, evaluated_at, access_request } = answer.context;
  const { answer: asked } = await atDoor(token, "/access/v1/requests", {
    ...call,
    denial: { evaluation_id, evaluated_at, expires_at: access_request.expires_at },
    requested_access: { "urn:countersign:justification": justification },
  });
  expect(asked).toMatchObject({ task: { status: "pending" } });
  return new URL(asked.task.links.review).pathname;
}
