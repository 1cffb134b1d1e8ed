import { isUtf8 } from "node:buffer";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { CountersignError } from "@/lib/errors";
import { type Exchange, readBody } from "../exchange";

const MAX_BODY_BYTES = 5 * 1_048_576;
/** What a body may hold once it is unpacked. */
const MAX_INFLATED_BYTES = 20 * 1_048_576;
const inflate = promisify(gunzip);

/**
 * The text of a body, unpacked where it came with gzip.
 * @throws CountersignError `too_large`, `invalid`
 */
export async function readText(exchange: Exchange): Promise<string> {
  const bytes = await readBody(exchange, MAX_BODY_BYTES);
  const encoding = (exchange.request.headers["content-encoding"] ?? "identity").toLowerCase();
  if (encoding !== "gzip" && encoding !== "identity") {
    throw new CountersignError("invalid", "Send the body as it is, or with Content-Encoding: gzip.");
  }
  const plain = encoding === "gzip" ? await unpacked(bytes) : bytes;
  if (!isUtf8(plain)) throw new CountersignError("invalid", "The body is not valid UTF-8.");
  return plain.toString();
}

async function unpacked(bytes: Buffer): Promise<Buffer> {
  try {
    return await inflate(bytes, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") {
      throw new CountersignError("too_large", `Unpacked, a body may hold ${MAX_INFLATED_BYTES} bytes: send less.`);
    }
    throw new CountersignError("invalid", "The body is not what gzip makes.");
  }
}

/** A whole number of sixteen digits, or one with a great exponent, outside of quotes: only there a number may not be what was written. */
const PERHAPS_INEXACT = /[[:,]\s{0,8}-?(?:\d{16}|[\d.]{1,30}e\+?\d{3})/i;

/**
 * A JSON text, in which numbers that no number here holds exactly (beyond 2^53, or infinite) are kept as the texts they were: an
 * account number must not become another one in the record.
 * @throws SyntaxError
 */
export function parseExact(text: string): unknown {
  if (!PERHAPS_INEXACT.test(text)) return JSON.parse(text);
  const exact = (_: string, value: unknown, { source = "" }: { source?: string }) => {
    if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
    return !Number.isFinite(value) || /^-?\d+$/.test(source) ? source : value;
  };
  return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
}
