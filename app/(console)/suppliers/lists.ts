import type { Context } from "@/lib/context";
import { supplierNames } from "@/lib/suppliers";
import { countryName } from "@/lib/suppliers/present";
import { COUNTRIES } from "@/lib/suppliers/terms";

/** What the form of a supplier offers to choose from: countries by name, and the other suppliers. */
export async function formLists(ctx: Context, exceptId: string | null) {
  const countries = COUNTRIES.map((code) => ({ value: code, label: countryName(code), hint: code }));
  const others = (await supplierNames(ctx)).filter(({ id }) => id !== exceptId);
  return {
    countries: countries.sort((a, b) => a.label.localeCompare(b.label, "en")),
    others: others.map(({ id, name }) => ({ value: id, label: name })),
  };
}
