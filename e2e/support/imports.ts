import { expect, type Page } from "@playwright/test";
import type { ImportDone, ImportPlan } from "@/lib/agents/schema";

/** A file as an upload carries it. */
export const jsonFile = (name: string, value: unknown) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(JSON.stringify(value)),
});
export const csvFile = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(lines.join("\n")),
});

/** Imports a file into production as the console's import page does: the plan first, then exactly that plan. */
export async function importAs(page: Page, file: ReturnType<typeof jsonFile>): Promise<ImportDone> {
  const { origin } = new URL(page.url());
  const send = async <T>(more: Record<string, string> = {}): Promise<T> => {
    const multipart = { environment: "production", file, ...more };
    const answer = await page.request.post("/api/imports", { headers: { origin }, multipart });
    expect(answer.ok()).toBe(true);
    return answer.json();
  };
  const { digest } = await send<ImportPlan>();
  return send<ImportDone>({ planDigest: digest });
}

/** Lines of a CSV whose registration lacks nothing but people. */
export function completeLine(name: string): string {
  return `${name},"Sorts what carriers send, for the payables team.",Anthropic,SAP,internal,suggests,internal,low,Read before it leaves.,Payments`;
}
export const COMPLETE_HEAD = "name,purpose,provider,systems,data_read,autonomy,exposure,tier,tier_reason,team";
