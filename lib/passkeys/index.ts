/**
 * Passkeys own the keys with which people sign what they decide: enrolment by nobody but their owner, signatures over a challenge
 * that is used once, and the evidence that stays. It must not know what is signed: whoever asks gives subject and challenge.
 */
export { beginEnrolment } from "./begin-enrolment";
export { beginSigning } from "./begin-signing";
export { removePasskey, revokePasskey } from "./end-passkey";
export { type Evidence, verifyEvidence } from "./evidence";
export { finishEnrolment } from "./finish-enrolment";
export { listPasskeys } from "./list-passkeys";
export { verifySigning } from "./verify-signing";
