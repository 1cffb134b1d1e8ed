import type { SigningRefusal } from "./terms";

/** What somebody whose signature was refused is told: what happened, and what to do. */
export const REFUSAL_SENTENCES: Record<SigningRefusal, string> = {
  unknown_challenge:
    "This signature was asked for too long ago, was used already, or is for something else: sign again.",
  unknown_key: "This passkey is not one of yours here: use one that you enrolled, or enrol it on your account page.",
  revoked_key: "This passkey was removed: use another one of yours, or enrol a new one on your account page.",
  not_verified: "Your device did not check that it is you: use a passkey with a PIN, a fingerprint or your face.",
  wrong_site:
    "This signature was made for another address than that of this console: open the console itself and sign again.",
  counter_back:
    "This passkey has signed more often elsewhere than here, so there may be a copy of it: remove it, and enrol a new one.",
  bad_signature: "This signature does not fit what it is for: sign again.",
};
