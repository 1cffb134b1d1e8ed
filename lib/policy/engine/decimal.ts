import { Failure } from "./failure";
import { Decimal } from "./types";

const MOST = 2n ** 63n - 1n;

/** As Cedar reads it: digits, a point, one to four digits. @throws Failure */
export function decimalFrom(text: string): Decimal {
  const parts = /^(-?)(\d+)\.(\d+)$/.exec(text);
  if (!parts)
    throw new Failure(`decimal(${JSON.stringify(text)}) is no decimal: write digits on both sides of the point.`);
  const [, sign, whole = "", fraction = ""] = parts;
  if (fraction.length > 4) throw new Failure(`decimal(${JSON.stringify(text)}) has more than four places.`);
  const amount = BigInt(whole + fraction.padEnd(4, "0"));
  const exact = sign ? -amount : amount;
  if (exact > MOST || exact < -MOST - 1n) throw new Failure(`decimal(${JSON.stringify(text)}) is too large.`);
  return new Decimal(exact);
}

export function decimalText({ tenThousandths }: Decimal): string {
  const digits = (tenThousandths < 0n ? -tenThousandths : tenThousandths).toString().padStart(5, "0");
  return `${tenThousandths < 0n ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
