import { stringify } from "csv-stringify/sync";
import { strToU8, zipSync } from "fflate";
import { can, rolesFor } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { completenessOf } from "./dora/rules";
import { type RegisterTable, registerTables } from "./dora/tables";
import { readableRows } from "./present";
import { selectAll, selectFunctions } from "./queries";
import { type ExportRegisterInput, exportRegisterSchema } from "./schema";
import type { StoredSupplier } from "./store";

/**
 * The register of information as far as the register of suppliers can fill it (V6, DORA Art. 28(3)): one CSV for each template
 * under the regulation's column codes, the same facts in words, and what is missing for each supplier. The export is an event.
 * @throws CountersignError `forbidden` for whoever does not see the whole organisation
 */
export async function exportRegister(ctx: Context, input: ExportRegisterInput = {}): Promise<Uint8Array<ArrayBuffer>> {
  requireExport(ctx);
  const { lei } = parseInput(exportRegisterSchema, input);
  const { suppliers, functions } = await inSqlTransaction(async (tx) => {
    const read = { suppliers: await selectAll(tx), functions: await selectFunctions(tx) };
    await recordExport(ctx, tx, "the register of information", read.suppliers.length);
    return read;
  });
  const tables = registerTables({ entityLei: lei, suppliers, functions });
  return zipSync(
    Object.fromEntries([
      ...tables.map((table) => [`reports/${table.template.toLowerCase()}.csv`, strToU8(csv(rowsOf(table)))]),
      ["suppliers.csv", strToU8(csv(readableRows(suppliers, ctx.now)))],
      ["missing.csv", strToU8(csv(missingRows(suppliers, lei)))],
      ["README.txt", strToU8(README)],
    ]),
    { mtime: ctx.now },
  );
}

/** The register of suppliers in words, as one CSV. @throws CountersignError `forbidden` */
export async function exportSuppliers(ctx: Context): Promise<string> {
  requireExport(ctx);
  const suppliers = await inSqlTransaction(async (tx) => {
    const read = await selectAll(tx);
    await recordExport(ctx, tx, "suppliers", read.length);
    return read;
  });
  return csv(readableRows(suppliers, ctx.now));
}

function requireExport(ctx: Context): void {
  if (can(ctx.actor, "suppliers.export")) return;
  const roles = rolesFor("suppliers.export").join(" or ");
  throw new CountersignError("forbidden", `This needs the role ${roles} for the whole organisation.`);
}

async function recordExport(ctx: Context, tx: Parameters<typeof recordEvent>[0], what: string, rows: number) {
  await recordEvent(tx, ctx, {
    type: "export.created",
    targetId: newId("req", ctx.now),
    details: { what, query: "", rows },
  });
}

function rowsOf({ columns, rows }: RegisterTable): (readonly string[])[] {
  return [columns, ...rows];
}

function missingRows(suppliers: readonly StoredSupplier[], lei: string): string[][] {
  const own = lei ? [] : [["(your organisation)", "B_02.02, B_06.01", "c0020, c0040", "LEI of the entity"]];
  const lacks = suppliers.flatMap((supplier) =>
    completenessOf(supplier).missing.map(({ template, column, label }) => [supplier.name, template, column, label]),
  );
  return [["supplier", "template", "column", "what is missing"], ...own, ...NOT_KEPT, ...lacks];
}

/** Columns that this register does not keep, whoever the supplier is. */
const NOT_KEPT = [
  ["(every contract)", "B_02.02", "c0090", "Reason of the termination or ending"],
  ["(every function)", "B_06.01", "c0020", "Licensed activity"],
  ["(every function)", "B_06.01", "c0060", "Reasons for criticality or importance"],
  ["(every function)", "B_06.01", "c0070", "Date of the last assessment"],
  ["(every function)", "B_06.01", "c0080", "Recovery time objective"],
  ["(every function)", "B_06.01", "c0090", "Recovery point objective"],
  ["(every function)", "B_06.01", "c0100", "Impact of discontinuing the function"],
];

const README = [
  "Register of information, Regulation (EU) 2024/2956: the part that the register of suppliers can fill.",
  "",
  "reports/     one CSV for each template, columns by the regulation's codes; empty cells are not known here",
  "suppliers.csv  the same facts in words",
  "missing.csv    what each supplier's entry lacks, and the columns that are not kept here",
  "",
  "A function (B_06.01) is a team whose agents are in service; its number follows the order in which teams were made.",
  "Templates B_01, B_03, B_04 and B_99 describe your own entities and are not included.",
  "Cells that a spreadsheet would run as a formula begin with an apostrophe.",
  "",
].join("\r\n");

function csv(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: "windows" },
  );
}
