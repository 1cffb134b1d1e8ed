import { expect, type Page } from "@playwright/test";
import { exportJWK, generateKeyPair } from "jose";
import { Door } from "@/sdk/door";
import { Tokens } from "@/sdk/token";

const door = () => process.env.API_URL ?? "http://localhost:3001";

/** A program of an agent: it proves with every request that its token is its own, as agents of tier high must. */
export type Machine = Door;

const PATIENCE_MS = 10_000;

/** Sets up an instance of the agent with a key of its own, as somebody who may. @returns its way to the machines' door */
export async function machineOf(page: Page, agentId: string): Promise<Machine> {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const instanceId = await setUp(page, agentId, JSON.stringify(await exportJWK(publicKey)));
  const key = await exportJWK(privateKey);
  return new Door(door(), new Tokens(door(), { instanceId, key }, PATIENCE_MS));
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
async function atDoor(machine: Machine, path: string, body: object): Promise<{ status: number; answer: Answer }> {
  const response = await machine.send({ method: "POST", path, body, milliseconds: PATIENCE_MS });
  return { status: response.status, answer: (await response.json()) as Answer };
}

/** What a program finds in an answer: checked where it is read. */
// biome-ignore lint/suspicious/noExplicitAny: the door's answers are a stranger's here as they are to any program
type Answer = any;

/**
 * Asks for a call as any program would, is told that a person may allow it, and asks for that.
 * @param call the four members of an evaluation
 * @returns the address of the case in the console
 */
export async function askForApproval(machine: Machine, call: object, justification: string): Promise<string> {
  const { answer } = await atDoor(machine, "/access/v1/evaluation", call);
  expect(answer).toMatchObject({ decision: false, context: { outcome: "step_up" } });
  const { evaluation_id, evaluated_at, access_request } = answer.context;
  const { answer: asked } = await atDoor(machine, "/access/v1/requests", {
    ...call,
    denial: { evaluation_id, evaluated_at, expires_at: access_request.expires_at },
    requested_access: { "urn:countersign:justification": justification },
  });
  expect(asked).toMatchObject({ task: { status: "pending" } });
  return new URL(asked.task.links.review).pathname;
}
