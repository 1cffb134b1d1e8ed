import { mailSettings } from "../mail-settings";
import { type Outcome, type OutgoingMail, sendMail } from "./send-mail";

/** Whether this installation sends mails at all. */
export function sendsMails(): boolean {
  return mailSettings() !== null;
}

/**
 * Hands one mail with a file to the mail server, now and outside any transaction. Who calls it claims the mail before and writes
 * down after how it ended.
 * @throws Error never: an answer that is no yes is an outcome
 */
export async function sendDocument(
  mail: OutgoingMail & { attachments: NonNullable<OutgoingMail["attachments"]> },
): Promise<Outcome> {
  const settings = mailSettings();
  if (!settings) return { sent: false, error: "this installation sends no mails", permanent: false };
  return await sendMail(settings, mail);
}
