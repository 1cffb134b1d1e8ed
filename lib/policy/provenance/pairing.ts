import type { Argument } from "./arguments";
import { Haystack } from "./haystack";
import type { Request } from "./request";

/**
 * Values that the person stated, put together in another way: the account of one sentence with the amount of the next.
 * @returns the paths of stated amounts that the request names for something else than the stated address of this call
 */
export function amountsForOthers(given: readonly Argument[], request: Request): ReadonlySet<string> {
  const addresses = given.filter(({ kind }) => kind === "address").flatMap(({ values }) => values);
  const amounts = given.filter(({ kind }) => kind === "amount");
  if (addresses.length === 0 || amounts.length === 0 || request.sentences.length < 2) return new Set();
  const naming = request.sentences.filter((sentence) => addresses.some((address) => sentence.has(address)));
  const forOther = amounts.filter(({ values }) => {
    const amount = Number(values[0]);
    return (
      naming.length > 0 &&
      request.sentences.some((sentence) => sentence.numbers.has(amount)) &&
      naming.every((sentence) => !sentence.numbers.has(amount) && sentence.numbers.size > 0)
    );
  });
  return new Set(forOther.map(({ path }) => path));
}

/** A request in its sentences, each ready to be asked what it names. */
export function sentencesOf(request: string): Haystack[] {
  return request
    .slice(0, 20_000)
    .split(/(?<=[.;!?])\s+|\n+/)
    .filter((sentence) => sentence.trim() !== "")
    .map((sentence) => new Haystack(sentence));
}
