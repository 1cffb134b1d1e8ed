import { visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { requireUser } from "./load";
import { type PersonRecord, selectPerson } from "./queries";
import { canDeactivate, canEdit, canEndSessions, canGrantRole, canOver, canReactivate, canRenewLink } from "./rules";
import { type Ability, type PersonDetail, personIdSchema } from "./schema";

/**
 * A person with the answers of the same rules that the verbs will enforce.
 * @throws CountersignError `not_found`, also for people the caller may not see
 */
export async function getPerson(ctx: Context, personId: string): Promise<PersonDetail> {
  const viewer = requireUser(ctx);
  const wanted = personIdSchema.safeParse(personId);
  if (!wanted.success) throw notFound("person");
  const record = await selectPerson(visibility(viewer, "people.read"), viewer.id, wanted.data);
  if (!record) throw notFound("person");
  const { status: _status, otherAdmins: _otherAdmins, ...person } = record;
  return { ...person, identities: identitiesOf(record), abilities: abilitiesOver(ctx, record) };
}

function abilitiesOver({ actor }: Context, record: PersonRecord): PersonDetail["abilities"] {
  const { otherAdmins } = record;
  return {
    edit: canEdit(actor, record),
    deactivate: canDeactivate(actor, record, otherAdmins),
    reactivate: canReactivate(actor, record),
    changeRoles: canChangeRoles(actor, record),
    renewLink: canRenewLink(actor, record),
    endSessions: canEndSessions(actor, record),
  };
}

/** Whether there is a role at all that the viewer could give: asked for each of the viewer's own scopes. */
function canChangeRoles(actor: Context["actor"], record: PersonRecord): Ability {
  if (!canOver(actor, "people.grantRole", record)) {
    return { allowed: false, reason: "This needs an administrator for every team and role this person holds." };
  }
  const untaken = { ...record, grants: [] };
  return canGrantRole(actor, untaken, { role: "auditor", teamId: record.teamId }, record.otherAdmins);
}

function identitiesOf(record: PersonRecord): PersonDetail["identities"] {
  return record.identities.map(({ issuer, linkedAt }) => ({ issuer, linkedAt: new Date(linkedAt) }));
}
