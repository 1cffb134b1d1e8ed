import { isDayMonth, passesLuhn, weighted } from "./check-digits";
import type { Found } from "./kinds";

type Id = { pattern: RegExp; holds: (match: RegExpExecArray | RegExpMatchArray) => boolean };

const DNI = "TRWAGMYFPDXBNJZSQVHLCKE";
const HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY";
/** Italy: what a character counts at an odd place; at an even place it counts its own value. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

const group = (match: RegExpExecArray | RegExpMatchArray, at: number) => match[at] ?? "";

/** Numbers of persons that can be told by their form and their check digits. */
const IDS: readonly Id[] = [
  // United States: social security number, as it is written; it has no check digit.
  { pattern: /(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g, holds: () => true },
  // Spain: DNI and NIE.
  {
    pattern: /(?<![\w-])([XYZ]?)(\d{7,8})-?([A-HJ-NP-TV-Z])(?![\w-])/g,
    holds: (match) => {
      const [foreign, digits] = [group(match, 1), group(match, 2)];
      if (digits.length !== (foreign ? 7 : 8)) return false;
      const number = Number(foreign ? `${"XYZ".indexOf(foreign)}${digits}` : digits);
      return DNI[number % 23] === group(match, 3);
    },
  },
  // Italy: codice fiscale.
  {
    pattern: /(?<!\w)[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/g,
    holds: ([code]) => {
      let sum = 0;
      for (let at = 0; at < 15; at++) {
        const character = (code ?? "")[at] ?? "";
        const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
        sum += at % 2 ? value : (ODD[value] ?? 0);
      }
      return String.fromCharCode(65 + (sum % 26)) === code?.[15];
    },
  },
  // France: NIR.
  {
    pattern: /(?<![\w.-])([12])\s?(\d{2})\s?(0[1-9]|1[0-2])\s?(\d{2})\s?(\d{3})\s?(\d{3})\s?(\d{2})(?![\w-])/g,
    holds: (match) => {
      const number = BigInt(match.slice(1, 7).join(""));
      return 97n - (number % 97n) === BigInt(group(match, 7));
    },
  },
  // Brazil: CPF.
  {
    pattern: /(?<![\w.-])(\d{3})\.(\d{3})\.(\d{3})-(\d{2})(?![\w-])/g,
    holds: (match) => {
      const digits = match.slice(1, 5).join("");
      if (/^(\d)\1+$/.test(digits)) return false;
      const check = (length: number) => {
        const rest = weighted(
          digits,
          Array.from({ length }, (_, at) => length + 1 - at),
        );
        return rest < 2 ? 0 : 11 - rest;
      };
      return check(9) === Number(digits[9]) && check(10) === Number(digits[10]);
    },
  },
  // Sweden: personnummer.
  {
    pattern: /(?<![\w.-])(?:19|20)?(\d{2})(\d{2})(\d{2})[-+](\d{4})(?![\w-])/g,
    holds: (match) => isDayMonth(group(match, 3), group(match, 2)) && passesLuhn(match.slice(1, 5).join("")),
  },
  // Finland: henkilötunnus.
  {
    pattern: /(?<![\w.-])(\d{2})(\d{2})(\d{2})[-+A-FU-Y](\d{3})([0-9A-FHJ-NPR-Y])(?![\w-])/g,
    holds: (match) => {
      const number = Number(`${match.slice(1, 4).join("")}${group(match, 4)}`);
      return isDayMonth(group(match, 1), group(match, 2)) && HETU[number % 31] === group(match, 5);
    },
  },
  // Norway: fødselsnummer, two check digits.
  {
    pattern: /(?<![\w.-])(\d{2})(\d{2})\d{2} ?\d{5}(?![\w-])/g,
    holds: (match) => {
      const digits = group(match, 0).replace(" ", "");
      if (!isDayMonth(group(match, 1), group(match, 2))) return false;
      return (
        weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) === 0 &&
        weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) === 0
      );
    },
  },
];

export function maskNationalIds(text: string, found: Found): string {
  return IDS.reduce(
    (kept, { pattern, holds }) =>
      kept.replace(pattern, (...match) => {
        const groups = match.slice(
          0,
          match.findIndex((one) => typeof one === "number"),
        ) as unknown as RegExpMatchArray;
        return holds(groups) ? found("national_id") : String(match[0]);
      }),
    text,
  );
}
