import type { TableTotal } from "./types";

/** "1,204 agents", "1 agent", "10,000+ agents". */
export function countOf(total: TableTotal, noun: { one: string; many: string }): string {
  return `${numberOf(total)} ${total.count === 1 && total.exact ? noun.one : noun.many}`;
}

export function numberOf({ count, exact }: TableTotal): string {
  return `${count.toLocaleString("en")}${exact ? "" : "+"}`;
}
