import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";

export interface RelyingParty {
  /** The host name that keys are bound to. */
  id: string;
  name: string;
  /** The one origin from which keys may be used. */
  origin: string;
}

/**
 * Who asks for signatures: the console under its public address (COUNTERSIGN_URL), never under whatever Host a request names.
 * @throws CountersignError `unmet` where that address is a number, for which browsers make no keys
 */
export function relyingParty(): RelyingParty {
  const { hostname, origin } = new URL(env().COUNTERSIGN_URL);
  if (/^\[|^\d{1,3}(\.\d{1,3}){3}$/.test(hostname)) {
    throw new CountersignError(
      "unmet",
      "Passkeys need the console to have a name: set COUNTERSIGN_URL to a host name instead of an address of numbers.",
    );
  }
  return { id: hostname, name: "Countersign", origin };
}
