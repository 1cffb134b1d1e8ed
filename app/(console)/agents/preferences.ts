import type { TablePreferences } from "@/components/data-table/types";
import { preferencesSchema } from "@/lib/people/schema";

/** What this person chose for a table, and whether single keys are on. */
export function tablePreferences(area: string, stored: unknown): { preferences: TablePreferences; shortcuts: boolean } {
  const { columns, density, shortcuts } = preferencesSchema.parse(stored ?? {});
  return { preferences: { density, ...(columns[area] ? { columns: columns[area] } : {}) }, shortcuts };
}
