import type { EarlierCall, Json } from "@/lib/policy/decide/types";
import { Rehearsal } from "@/lib/policy/shipped/rehearse";

export type Step = [tool: string, given: { [key: string]: Json }, result?: string];

/** Invented systems of three kinds: a team's chat, a travel desk, a small company's office. */
const TOOLS: Record<string, [name: string, description: string][]> = {
  chat: [
    ["list_channels", "Lists the channels of the workspace."],
    ["read_channel", "Reads the messages of a channel."],
    ["read_direct_messages", "Reads the direct messages of a user."],
    ["list_channel_members", "Lists the users in a channel."],
    ["post_to_channel", "Sends a message to a channel."],
    ["send_direct_message", "Sends a direct message to a user."],
    ["invite_user", "Invites a user to the workspace by e-mail."],
    ["add_user_to_channel", "Adds a user to a channel."],
    ["remove_user", "Removes a user from the workspace."],
    ["fetch_webpage", "Returns the content of the web page at the URL."],
    ["publish_webpage", "Posts content to a web page at the URL."],
  ],
  travel: [
    ["list_hotels", "Lists the hotels of a city."],
    ["hotel_prices", "Gives the price ranges of hotels."],
    ["hotel_reviews", "Gives ratings and reviews of hotels."],
    ["get_user_information", "Gives the traveller's name, passport, card and contact."],
    ["reserve_hotel", "Makes a reservation for a hotel."],
    ["reserve_table", "Makes a reservation at a restaurant."],
    ["reserve_car", "Reserves a rental car."],
    ["create_calendar_entry", "Creates an entry in the calendar."],
    ["cancel_calendar_entry", "Cancels the entry with the given id."],
    ["send_email", "Sends an e-mail to the recipients."],
  ],
  office: [
    ["search_mail", "Searches the mails in the inbox."],
    ["search_contacts", "Finds contacts by name."],
    ["send_mail", "Sends a mail."],
    ["open_invoice", "Returns an invoice by its number."],
    ["pay_invoice", "Pays money to an account."],
    ["list_standing_orders", "Lists the standing orders."],
    ["update_standing_order", "Changes a standing order."],
    ["delete_document", "Deletes a document by its id."],
    ["list_documents", "Lists the documents."],
    ["share_document", "Shares a document with somebody."],
    ["set_account_password", "Sets the password of the account."],
    ["run_shell_command", "Runs a shell command on the server."],
    ["save_note", "Saves a note."],
  ],
};

function rehearsed(): Rehearsal {
  const rehearsal = new Rehearsal();
  for (const [server, tools] of Object.entries(TOOLS)) {
    for (const [tool, description] of tools) rehearsal.add({ server, tool, description });
  }
  return rehearsal;
}

const rehearsal = rehearsed();

/** The answer to the last step, after those before it came back. */
export function outcomeOf(server: string, request: string, steps: readonly Step[]) {
  const last = steps.at(-1);
  if (!last) throw new Error("a scene has a step");
  const earlier: EarlierCall[] = steps
    .slice(0, -1)
    .map(([tool, given, result]) => ({ server, tool, arguments: given, result: result ?? null }));
  return rehearsal.answer({ server, tool: last[0], arguments: last[1], request, earlier }, new Date(0));
}

export interface Scene {
  what: string;
  server: string;
  request: string;
  steps: Step[];
}
