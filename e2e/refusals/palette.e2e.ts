import { expect, type Page, test } from "@playwright/test";
import type { PaletteAnswer } from "@/components/shell/palette-results";
import { pageAs } from "../support/people";

async function found(page: Page, query: string): Promise<PaletteAnswer["groups"]> {
  const answer = await page.request.get(`/api/palette?q=${encodeURIComponent(query)}`);
  expect(answer.status()).toBe(200);
  return ((await answer.json()) as PaletteAnswer).groups;
}

test("O5 the palette finds events for who may read the log, and says nothing of them to who may not", async ({
  browser,
}) => {
  const auditor = await pageAs(browser, "auditor");
  const events = (await found(auditor, "registered")).find((group) => group.kind === "event");
  const id = events?.hits[0]?.id ?? "";
  expect(id).toMatch(/^evt_/);
  expect((await found(auditor, id)).map((group) => group.kind)).toContain("event");

  const reviewer = await pageAs(browser, "reviewer");
  for (const query of ["registered", id]) {
    const groups = await found(reviewer, query);
    expect(groups.map((group) => group.kind)).not.toContain("event");
    // A refusal is not a failure: "could not be searched" would say that there is something.
    expect(groups.filter((group) => group.failed)).toEqual([]);
  }
});

test("O5 the palette finds an agent only for who may see it", async ({ browser }) => {
  const compliance = await pageAs(browser, "compliance");
  const agent = (await found(compliance, "payroll")).find((group) => group.kind === "agent")?.hits[0];
  expect(agent?.id).toMatch(/^agt_/);
  const owner = await pageAs(browser, "owner");
  const hits = (await found(owner, "payroll")).flatMap((group) => group.hits);
  expect(hits.map((hit) => hit.id)).not.toContain(agent?.id);
});
