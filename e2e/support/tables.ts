import { expect, type Locator, type Page } from "@playwright/test";

/** A table by its label, as a reader hears it. */
export function tableOf(page: Page, label: string): Locator {
  return page.getByRole("table", { name: label });
}

/** The row whose text contains `name`. */
export function rowOf(page: Page, label: string, name: string): Locator {
  return tableOf(page, label).getByRole("row").filter({ hasText: name });
}

/** Every row of a table as header → text. */
async function readTable(page: Page, label: string): Promise<Record<string, string>[]> {
  const table = tableOf(page, label);
  await expect(table).toBeVisible();
  return table.evaluate((element: HTMLTableElement) => {
    const headers = [...(element.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent.trim());
    return [...(element.tBodies[0]?.rows ?? [])].map((row) =>
      Object.fromEntries([...row.cells].map((cell, at) => [headers[at] || "Select", cell.textContent.trim()])),
    );
  });
}

/** The column `header` of a table, from top to bottom. */
export async function readColumn(page: Page, label: string, header: string): Promise<string[]> {
  return (await readTable(page, label)).map((row) => row[header] ?? "");
}
