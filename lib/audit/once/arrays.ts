/** Arrays as PostgreSQL reads them. The driver would go through every text several times, whatever is in it. */

const ESCAPED = /["\\]/;

export function textArray(values: readonly (string | null)[]): string {
  let text = "";
  for (const value of values) {
    const written = value !== null && ESCAPED.test(value) ? value.replaceAll(/["\\]/g, "\\$&") : value;
    text += `${text ? "," : "{"}${written === null ? "NULL" : `"${written}"`}`;
  }
  return text ? `${text}}` : "{}";
}

/** Neighbours of the same instant are written out once. */
export function instantArray(values: readonly Date[]): string {
  let last: Date | undefined;
  let written = "";
  const texts = values.map((value) => {
    if (value !== last) written = value.toISOString();
    last = value;
    return written;
  });
  return `{${texts.join(",")}}`;
}

export const numberArray = (values: readonly number[]) => `{${values.join(",")}}`;
