/**
 * People owns who works here: persons, teams, roles, reviewer groups, and what each keeps for themselves (views, settings).
 * How a person proves who they are is in accounts; what a role may do is in access. It knows of agents only how many
 * somebody answers for, and must not change one: a deactivation begins and ends here, and passes on in ownership what the
 * person answered for.
 */
export { findSetup, type IssuedLink } from "@/lib/accounts";
export { endAbsence } from "./absences/end-absence";
export { listAbsences, listDelegates } from "./absences/list-absences";
export type { AbsenceInput } from "./absences/schema";
export { setAbsence } from "./absences/set-absence";
export type { AbsenceView, DelegateOption } from "./absences/views";
export { createTeam } from "./create-team";
export { closeDeparture, foreseeDeparture, openDeparture, type StatusChange } from "./departure/depart";
export { reactivatePerson } from "./departure/reactivate-person";
export { editPerson } from "./edit-person";
export { getPerson } from "./get-person";
export { grantRole, revokeRole } from "./grant-role";
export { invitePerson, renewSetupLink } from "./invite-person";
export { listPeople, listReviewerGroups, listTeams } from "./list-people";
export { addGroupMember, createReviewerGroup, type Membership, removeGroupMember } from "./reviewer-groups";
export type {
  PersonDetail,
  PersonRow,
  Preferences,
  PreferencesPatch,
  ReviewerGroupRow,
  SessionRow,
  TeamRow,
} from "./schema";
export { peopleSearchFrom } from "./search";
export { endSession, listSessions } from "./sessions";
export { completeSetup, ensureSetupLink } from "./setup";
export { deleteView, listViews, savePreferences, saveView, type ViewInput } from "./views";
