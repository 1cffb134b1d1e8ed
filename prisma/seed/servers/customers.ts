import { type SeedServer, tool } from "./server";

export const care: SeedServer = {
  name: "Care desk",
  address: "https://care.norvik.example/mcp",
  supplier: "Brisk Desk",
  credential: "svc-care-desk",
  tools: [
    tool(
      "search_tickets",
      "Searches tickets by words, customer or state.",
      { query: "string: Search words", "state?": "string: open or closed" },
      "read",
    ),
    tool(
      "read_ticket",
      "Returns a ticket with every message that the customer wrote.",
      { ticket: "string: Ticket number" },
      "open",
    ),
    tool("reply_to_customer", "Sends a reply to the customer by e-mail in the company's name.", {
      ticket: "string: Ticket number",
      body: "string: The reply",
    }),
    tool("add_internal_note", "Adds a note that only colleagues see.", {
      ticket: "string: Ticket number",
      body: "string: The note",
    }),
    tool("close_ticket", "Closes a ticket with a resolution code.", {
      ticket: "string: Ticket number",
      code: "string: Resolution",
    }),
    tool("issue_goodwill_credit", "Credits an amount to the customer's account.", {
      customer: "string: Customer number",
      amount: "number: Euro",
      reason: "string: For the file",
    }),
    tool("send_sms", "Sends a text message to a consignee's mobile phone.", {
      phone: "string: Number with country",
      text: "string: At most 160 characters",
    }),
    tool("transcribe_call", "Returns the transcript of a recorded call.", { call: "string: Call id" }, "read"),
  ],
  reaches: {
    search_tickets: [["Care desk tickets", "read"]],
    read_ticket: [["Care desk tickets", "read"]],
    reply_to_customer: [
      ["Care desk tickets", "write"],
      ["Customer contacts", "read"],
    ],
    add_internal_note: [["Care desk tickets", "write"]],
    close_ticket: [["Care desk tickets", "write"]],
    issue_goodwill_credit: [["Customer accounts", "write"]],
    send_sms: [["Customer contacts", "read"]],
    transcribe_call: [["Call recordings", "read"]],
  },
};

export const mail: SeedServer = {
  name: "Mail and calendar",
  address: "https://mail.norvik.example/mcp",
  supplier: "Brisk Desk",
  credential: "svc-mailbox-agents",
  tools: [
    tool(
      "search_mail",
      "Searches the shared mailboxes.",
      { query: "string: Search words", "mailbox?": "string: Mailbox name" },
      "read",
    ),
    tool("read_message", "Returns a message with its attachments as text.", { message: "string: Message id" }, "open"),
    tool("draft_mail", "Writes a draft that a person looks at and sends.", {
      to: "string[]: Recipients",
      subject: "string: Subject",
      body: "string: Text",
    }),
    tool("send_mail", "Sends a message to any recipients.", {
      to: "string[]: Recipients",
      subject: "string: Subject",
      body: "string: Text",
    }),
    tool(
      "find_free_time",
      "Finds slots in which all attendees are free.",
      { attendees: "string[]: Addresses", minutes: "integer: Length" },
      "read",
    ),
    tool("schedule_meeting", "Books a meeting and invites the attendees.", {
      attendees: "string[]: Addresses",
      start: "string: ISO time",
      title: "string: Title",
    }),
  ],
  reaches: {
    search_mail: [["Shared mailboxes", "read"]],
    read_message: [["Shared mailboxes", "read"]],
    draft_mail: [["Shared mailboxes", "write"]],
    send_mail: [["Shared mailboxes", "write"]],
    schedule_meeting: [["Calendars", "write"]],
    find_free_time: [["Calendars", "read"]],
  },
};

export const web: SeedServer = {
  name: "Web reader",
  address: "https://reader.norvik.example/mcp",
  supplier: "Openlane",
  credential: "",
  tools: [
    tool("fetch_page", "Fetches a public web page and returns it as text.", { url: "string: Address" }, "open"),
    tool("search_web", "Searches the web and returns titles and addresses.", { query: "string: Search words" }, "open"),
  ],
  reaches: {},
};
