import { CountersignError } from "@/lib/errors";

/** Somebody was faster: what the caller saw is not what stands there. */
export function lostRace(what: string): CountersignError {
  return new CountersignError("conflict", `Somebody changed ${what} meanwhile: look at it again.`);
}
