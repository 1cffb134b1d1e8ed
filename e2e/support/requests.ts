import type { Page } from "@playwright/test";
import { askForApproval, machineOf } from "./machines";

/** An agent whose program asks at the machines' door, as any program would. */
export interface AskingAgent {
  agentId: string;
  /** Asks to call the tool with these arguments, is told that a person may allow it, and asks for that. @returns the id of the request */
  ask: (args: object) => Promise<string>;
}

/**
 * Gives the agent of that name in production a program of its own.
 * @param page of somebody who may set that up
 * @param tool "Server/tool", one that a policy asks people about
 */
export async function askingAgent(page: Page, { name, tool }: { name: string; tool: string }): Promise<AskingAgent> {
  await page.goto(`/agents?q=${encodeURIComponent(name)}&env=production&status=active`);
  const link = page.getByRole("main").getByRole("link", { name, exact: true }).first();
  const agentId = /agt_[0-9a-z]+/.exec((await link.getAttribute("href")) ?? "")?.[0] ?? "";
  const machine = await machineOf(page, agentId);
  async function ask(args: object): Promise<string> {
    const evaluation = {
      subject: { type: "agent", id: agentId },
      action: { name: "call" },
      resource: { type: "tool", id: tool, properties: { arguments: args } },
      context: { workflow: { request: "Look at the changes of today." } },
    };
    return (await askForApproval(machine, evaluation, "The author waits for it.")).split("/").at(-1) ?? "";
  }
  return { agentId, ask };
}
