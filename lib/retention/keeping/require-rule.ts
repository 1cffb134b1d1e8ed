import { notFound } from "@/lib/errors";
import { lostRace } from "../guard";
import type { Months } from "../rules";
import type { RetentionClass } from "../terms";
import type { RuleRow } from "./store";

/** The rule of a class as the caller saw it. @throws CountersignError `not_found`, `conflict` */
export function requireRule(rules: readonly RuleRow[], name: RetentionClass, version: number): RuleRow {
  const rule = rules.find((one) => one.class === name);
  if (!rule) throw notFound("class of records");
  if (rule.version !== version) throw lostRace("this rule");
  return rule;
}

export function monthsOf(rules: readonly RuleRow[]): Months {
  return Object.fromEntries(rules.map((rule) => [rule.class, rule.months])) as Months;
}
