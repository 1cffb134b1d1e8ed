"use server";

import { cookies } from "next/headers";
import { cookieOptions, setupCookieName } from "@/lib/auth/cookies";
import { systemContext } from "@/lib/context";
import { runOpenAction } from "@/lib/http/action";
import type { ActionState } from "@/lib/http/action-state";
import { completeSetup, findSetup } from "@/lib/people";

export interface SetupFields {
  token: string;
  name?: string;
  email?: string;
  password: string;
}

/** Uses a set-up link up; answers the address to sign in with. */
export async function completeSetupAction(fields: SetupFields): Promise<ActionState<{ email: string }>> {
  return await runOpenAction((from) => completeSetup(systemContext("setup"), fields, from));
}

/** Carries a set-up link's token through the identity provider, for ten minutes and in this browser alone. */
export async function carrySetupAction(token: string): Promise<ActionState<boolean>> {
  return await runOpenAction(async () => {
    if (typeof token !== "string" || !(await findSetup(systemContext("setup"), token))) return false;
    (await cookies()).set(setupCookieName(), token, { ...cookieOptions(), maxAge: 600 });
    return true;
  });
}
