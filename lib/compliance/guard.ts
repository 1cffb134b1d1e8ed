import { can, rolesText, type Verb } from "@/lib/access";
import type { Context } from "@/lib/context";
import { CountersignError, notFound } from "@/lib/errors";
import { allControls, type CataloguedControl } from "./catalogue/read-catalogue";
import type { Decision } from "./rules";
import type { Ability } from "./views";

/** The control of this id. @throws CountersignError `not_found` */
export function requireControl(id: string): CataloguedControl {
  const control = allControls().find((one) => one.id === id);
  if (!control) throw notFound("control");
  return control;
}

/** Whether the caller may do this to anything of compliance, with the reason when not: what the buttons carry. */
export function abilityFor(ctx: Context, verb: Verb): Ability {
  if (can(ctx.actor, verb)) return { allowed: true };
  return { allowed: false, reason: `This needs the role ${rolesText(verb)} for the whole organisation.` };
}

export function requireAllowed(decision: Decision): void {
  if (!decision.allowed) throw new CountersignError(decision.code, decision.reason);
}

export function lostRace(): CountersignError {
  return new CountersignError("conflict", "Somebody changed this meanwhile: reload and look again.");
}
