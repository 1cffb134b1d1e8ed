import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { type DecisionEvidence, verifyDecisionEvidence } from "@/lib/approvals/deciding/signing";

interface Downloaded {
  id: string;
  asked: { text: string; digest: string };
  votes: { name: string; answer: "approve" | "deny"; digest: string; assertion: DecisionEvidence | null }[];
}

/**
 * Downloads the evidence from the page of the request, and checks it with nothing but what is in the file: each vote was signed for
 * these very bytes, and for nothing else.
 * @returns the names of those who signed, in the order of the file
 */
export async function signersOf(page: Page): Promise<string[]> {
  const started = page.waitForEvent("download");
  await page.locator("#main").getByRole("link", { name: "Evidence" }).click();
  const evidence: Downloaded = JSON.parse(await readFile(await (await started).path(), "utf8"));
  const { id, asked, votes } = evidence;
  expect(createHash("sha256").update(asked.text, "utf8").digest("hex")).toBe(asked.digest);
  return votes.map(({ name, answer, digest, assertion }) => {
    expect(digest).toBe(asked.digest);
    if (!assertion) throw new Error(`${name} signed nothing`);
    expect(verifyDecisionEvidence(assertion, { id, digest, answer })).toBe(true);
    expect(verifyDecisionEvidence(assertion, { id, digest, answer: "deny" })).toBe(false);
    expect(verifyDecisionEvidence(assertion, { id, digest: digest.replace(/./g, "0"), answer })).toBe(false);
    return name;
  });
}
