import type { Route } from "next";
import Link from "next/link";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { fieldText } from "@/lib/suppliers/present";
import type { SupplierDetail } from "@/lib/suppliers/schema";
import { FIELD_LABELS, type SupplierField } from "@/lib/suppliers/terms";
import { ContractBadge } from "./contract-badge";

const IDENTITY = [
  "legalName",
  "names",
  "roles",
  "country",
  "lei",
  "otherCode",
  "personType",
  "parentLei",
  "notes",
] as const satisfies readonly SupplierField[];
const CONTRACT = [
  "contractRef",
  "arrangement",
  "overarchingRef",
  "contractStart",
  "contractEnd",
  "noticeDays",
  "providerNoticeDays",
  "governingLaw",
  "annualCost",
] as const satisfies readonly SupplierField[];
const SERVICE = [
  "serviceTypes",
  "serviceCountry",
  "storesData",
  "dataCountries",
  "sensitivity",
] as const satisfies readonly SupplierField[];
const DEPENDENCE = [
  "criticality",
  "reliance",
  "substitutability",
  "substitutabilityReason",
  "exitPlan",
  "reintegration",
  "discontinuationImpact",
  "alternatives",
  "alternative",
  "lastAuditOn",
] as const satisfies readonly SupplierField[];

/** Everything that is stated about a supplier, by what it is for. Server only: it names countries. */
export function SupplierFacts({ supplier }: { supplier: SupplierDetail }) {
  return (
    <>
      <Facts title="Who it is" fields={IDENTITY} supplier={supplier} />
      <Facts
        title="Contract"
        fields={CONTRACT}
        supplier={supplier}
        aside={<ContractBadge state={supplier.contract} end={supplier.contractEnd} />}
      />
      <Facts
        title="Service and data"
        fields={SERVICE}
        supplier={supplier}
        further={[{ label: "Subcontractors", value: subcontractorsOf(supplier) }]}
      />
      <Facts title="How much rests on it" fields={DEPENDENCE} supplier={supplier} />
    </>
  );
}

interface FactsProps {
  title: string;
  fields: readonly SupplierField[];
  supplier: SupplierDetail;
  aside?: React.ReactNode;
  further?: { label: string; value: React.ReactNode }[];
}

function Facts({ title, fields, supplier, aside, further = [] }: FactsProps) {
  const facts = fields
    .map((field) => ({ field, label: FIELD_LABELS[field], value: shownValue(supplier, field) }))
    .filter(({ field, value }) => value !== null || !isOptional(supplier, field));
  return (
    <Card>
      <CardHeader title={title} actions={aside} />
      <CardContent>
        <FactList facts={[...facts, ...further]} />
      </CardContent>
    </Card>
  );
}

const ONLY_IF_STATED: ReadonlySet<SupplierField> = new Set([
  "names",
  "otherCode",
  "notes",
  "overarchingRef",
  "substitutabilityReason",
  "alternative",
]);

/** What nobody misses: a dash there would only be noise. */
function isOptional(supplier: SupplierDetail, field: SupplierField): boolean {
  const dependence: readonly SupplierField[] = DEPENDENCE;
  return ONLY_IF_STATED.has(field) || (supplier.criticality === "none" && dependence.includes(field));
}

const UNITS: Partial<Record<SupplierField, string>> = { noticeDays: "days", providerNoticeDays: "days" };

function shownValue(supplier: SupplierDetail, field: SupplierField) {
  const text = fieldText(supplier, field);
  if (!text) return null;
  if (field === "annualCost") return `${Number(text).toLocaleString("en-GB")} ${supplier.currency}`;
  if (field === "otherCode") return <LiteralText text={`${text} (${fieldText(supplier, "otherCodeType")})`} />;
  const unit = UNITS[field];
  return <LiteralText text={unit ? `${text} ${unit}` : text} multiline={field === "notes"} />;
}

function subcontractorsOf({ subcontractors }: SupplierDetail) {
  if (subcontractors.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {subcontractors.map(({ id, name }) => (
        <li key={id}>
          <Link href={`/suppliers/${id}` as Route} className="text-link underline-offset-3 hover:underline">
            <LiteralText text={name} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
