import { expect, test } from "vitest";
import { stillMatching } from "./still-matching";

const OPTIONS = [
  { label: "Access request concierge", hint: "production" },
  { label: "Invoice matcher", hint: "Payments" },
  { label: "Invoice archivist" },
];
const left = (query: string) => stillMatching(OPTIONS, query).map(({ label }) => label);

test("while an answer is under way nothing can be chosen that the question does not name", () => {
  expect(left("Invoice")).toEqual(["Invoice matcher", "Invoice archivist"]);
  expect(left(" invoice  PAY ")).toEqual(["Invoice matcher"]);
  expect(left("Ledger")).toEqual([]);
  expect(left(" ")).toHaveLength(3);
});
