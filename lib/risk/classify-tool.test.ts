import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyTool } from "./classify-tool";
import type { Capability, Effect, ToolDescription } from "./schema";

const RANK: Record<Effect, number> = { read: 0, write: 1, destructive: 2 };
const TIER_RANK = { low: 0, moderate: 1, high: 2, critical: 3 };

describe("K1 effect of a tool", () => {
  it.each<[Effect, string, string]>([
    ["read", "list_shelves", "Lists the shelves of a library."],
    ["read", "getShelf", "Fetches one shelf."],
    ["read", "shelf-get", "Shows a shelf."],
    ["read", "current_reader", "Get details about the person who is signed in."],
    ["read", "loan_status", "Check how far a loan is."],
    ["read", "export_job_history", "Returns the history of exports."],
    ["read", "run_shelf_query", "Executes a search query over the shelves and returns what matches."],
    ["read", "calculate_fine", "Calculates what a reader owes. Does not modify the account."],
    ["write", "create_shelf", "Creates a new shelf."],
    ["write", "shelf_create", ""],
    ["write", "addNote", "Use this tool to add a note to a loan."],
    ["write", "send_reminder", "Sends a reminder to a reader."],
    ["write", "click", "Clicks on an element of the page."],
    ["destructive", "update_shelf", "Changes the name of a shelf."],
    ["destructive", "delete_shelf", "Deletes a shelf. This cannot be undone."],
    ["destructive", "shelf_delete", ""],
    ["destructive", "create_or_update_shelf", "Creates a shelf, or replaces the one with this name."],
    ["destructive", "createorupdate", ""],
    ["destructive", "cancel_loan", "Cancels a loan."],
    ["destructive", "run_statement", "Executes a SQL statement against the catalogue."],
    ["destructive", "confirm_delete_shelf", "Confirms and carries out the removal."],
  ])("%s: %s", (effect, tool, description) => {
    expect(classifyTool({ tool, description }).effect).toBe(effect);
  });

  it.each<[Effect, string, string]>([
    [
      "write",
      "find_late_loans",
      "Searches the loans for late ones, waits for the comparison to finish, and returns it.",
    ],
    ["write", "get_reading_plan", "Gets the plan of a reader. If it does not exist, one is created."],
    ["write", "list_overdue", "Queues a job that looks through all branches."],
    ["write", "shelf_aloud", "Converts a page to speech and writes the sound to a file."],
    ["write", "render_poster", "Renders a poster of a shelf."],
    ["write", "report_damage", "Reports damage to a book."],
    ["write", "ask_librarian_agent", "Asks the agent of the library."],
    ["write", "check_out_book", "Check out a book."],
    ["destructive", "turn_off_reminders", "Turns off the reminders of a reader."],
    ["read", "check_book", "Checks for a book on the shelves."],
    ["read", "wait_for_return", "Wait for a book to come back."],
    ["read", "release_status", "Get the status of a release."],
    ["read", "track_parcel", "Shows where a parcel is."],
    ["read", "daily_report", "Returns the report of a day."],
  ])("sees work behind a verb that seems to read, and only there. %s: %s", (effect, tool, description) => {
    expect(classifyTool({ tool, description }).effect).toBe(effect);
  });

  it("counts a place to save to against a verb that only makes something", () => {
    const map = { tool: "calculate_map", description: "Calculates a map of the shelves." };
    expect(classifyTool({ ...map, params: ["shelf_id"] }).effect).toBe("read");
    expect(classifyTool({ ...map, params: ["shelf_id", "output_path"] }).effect).toBe("write");
  });

  it("takes a promise to read only at its word where the verb alone would not decide", () => {
    const query = { tool: "run_statement", description: "Executes a SQL statement." };
    expect(classifyTool(query).effect).toBe("destructive");
    expect(classifyTool({ ...query, description: "Executes a read-only SQL query." }).effect).toBe("read");
  });

  it("reads what a parameter lets the caller choose", () => {
    const choosing = (values: string[]) =>
      classifyTool({
        tool: "shelf",
        description: "",
        input_schema: { type: "object", properties: { action: { type: "string", enum: values } } },
      }).effect;
    expect(choosing(["list", "delete"])).toBe("destructive");
    expect(
      classifyTool({ tool: "shelf_info", description: "Shows a shelf.", params: ["shelf_id", "limit"] }).effect,
    ).toBe("read");
  });

  it("does not take the server's own name for a verb", () => {
    const description = "Lists what is there.";
    expect(classifyTool({ server: "post-office", tool: "post_office_parcels", description }).effect).toBe("read");
  });

  it("assumes a side effect where nothing is known", () => {
    expect(classifyTool({ tool: "zzyx" })).toMatchObject({
      effect: "write",
      because: ["nothing in its name or description promises that it only reads"],
    });
  });

  it("says why, with the points of each reason", () => {
    expect(classifyTool({ tool: "delete_shelf", description: "Deletes a shelf." }).because[0]).toMatch(
      /name says "delete" \(\+7\)/,
    );
  });
});

describe("K1 capabilities of a tool", () => {
  it.each<[Capability, string, string]>([
    ["delete", "purge_archive", "Purges everything older than a year."],
    ["execute", "run_command", "Runs a shell command on the machine."],
    ["execute", "run_statement", "Executes a SQL statement."],
    ["pay", "refund_order", "Refunds an order."],
    ["pay", "create_payment", "Creates a payment to a supplier."],
    ["communicate", "send_email", "Sends an e-mail message to a reader."],
    ["publish", "publish_article", "Publishes an article."],
    ["change_permissions", "grant_role", "Grants a role to a person."],
    ["change_permissions", "rotate_secret", "Rotates a secret."],
    ["change_infrastructure", "restart_server", "Restarts a server."],
    ["export", "export_readers", "Exports all readers as a file."],
    ["browse_untrusted", "fetch_webpage", "Fetches a web page and returns its text."],
  ])("%s: %s", (capability, tool, description) => {
    expect(classifyTool({ tool, description }).capabilities).toContain(capability);
  });

  it("gives a reading tool none that acts", () => {
    const rating = classifyTool({ tool: "list_payment_roles", description: "Lists the roles that may see payments." });
    expect(rating).toMatchObject({ effect: "read", capabilities: ["read"], tier: "low" });
  });

  it("rates moving money above adding a note", () => {
    expect(classifyTool({ tool: "send_money", description: "Sends money to a supplier." }).tier).toBe("high");
    expect(classifyTool({ tool: "add_note", description: "Adds a note." }).tier).toBe("low");
  });
});

describe("K1 the same word is not the same power", () => {
  const can = (tool: ToolDescription) => classifyTool(tool).capabilities;
  const takes = (properties: Record<string, object>) => ({ type: "object", properties });

  it("takes a withdrawal for a payment only where money is in sight", () => {
    expect(can({ tool: "withdraw_complaint", description: "Withdraws a complaint." })).not.toContain("pay");
    expect(can({ tool: "withdraw", description: "Withdraws funds to the owner's bank." })).toContain("pay");
    const credit = { tool: "issue_credit", description: "Credits a customer.", input_schema: takes({ amount: {} }) };
    expect(can(credit)).toContain("pay");
  });
  it("takes a code for code only where a program is meant, or nothing is said", () => {
    const closing = (schema: object) => ({
      tool: "close_case",
      description: "Closes a case.",
      input_schema: takes({ code: schema }),
    });
    expect(can(closing({ description: "Resolution of the case" }))).not.toContain("execute");
    expect(can(closing({ description: "Python source" }))).toContain("execute");
    expect(can(closing({}))).toContain("execute");
  });
  it("takes a place among others for a right, and an invitation to a meeting for none", () => {
    expect(can({ tool: "add_to_group", description: "Adds a person to a group." })).toContain("change_permissions");
    expect(can({ tool: "invite_user", description: "Invites a user to the workspace." })).toContain(
      "change_permissions",
    );
    const meeting = { tool: "schedule_meeting", description: "Books a meeting and invites the attendees." };
    expect(can(meeting)).not.toContain("change_permissions");
  });
});

describe("K1 annotations are claims", () => {
  const remove: ToolDescription = { tool: "delete_shelf", description: "Deletes a shelf." };

  it("does not believe a supplier that calls a deletion read-only", () => {
    const rating = classifyTool({ ...remove, annotations: { readOnlyHint: true } });
    expect(rating.effect).toBe("destructive");
    expect(rating.because.join()).toMatch(/only a trusted supplier/);
  });

  it("lowers for a supplier the organisation trusts", () => {
    const claimed = { ...remove, annotations: { readOnlyHint: true } };
    expect(classifyTool(claimed, { trustAnnotations: true }).effect).toBe("read");
  });

  it("raises by any supplier's word", () => {
    const look = { tool: "get_shelf", description: "Gets a shelf." };
    expect(classifyTool({ ...look, annotations: { destructiveHint: true } }).effect).toBe("destructive");
    expect(classifyTool({ ...look, annotations: { readOnlyHint: false } }).effect).toBe("write");
    expect(classifyTool({ ...look, annotations: { openWorldHint: true } }).capabilities).toContain("browse_untrusted");
  });
});

const hint = fc.constantFrom(true, false, null, undefined);
const words = fc
  .array(
    fc.constantFrom(
      "get",
      "delete",
      "note",
      "or",
      "update",
      "the",
      "SQL",
      "run",
      "_",
      "-",
      ".",
      "read-only",
      "list",
      "\n",
      "```",
      "permanently",
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(" "));
const anyText = fc.oneof(fc.string({ maxLength: 200, unit: "binary" }), words);
const anyTool: fc.Arbitrary<ToolDescription> = fc.record(
  {
    tool: anyText,
    server: anyText,
    title: anyText,
    description: anyText,
    input_schema: fc.oneof(fc.jsonValue(), fc.record({ properties: fc.jsonValue() })),
    params: fc.array(fc.oneof(anyText, fc.record({ name: anyText }))),
    annotations: fc.record({ readOnlyHint: hint, destructiveHint: hint, openWorldHint: hint }),
  },
  { requiredKeys: ["tool"] },
);

describe("K1 properties of the tool classifier", () => {
  it("answers any text, and the same twice", () => {
    fc.assert(
      fc.property(anyTool, (tool) => {
        const rating = classifyTool(tool);
        expect(rating.because.length).toBeGreaterThan(0);
        expect(classifyTool(structuredClone(tool))).toEqual(rating);
      }),
    );
  });

  it("is never lowered by a further warning", () => {
    fc.assert(
      fc.property(anyTool, (tool) => {
        // A title is read only where there is no description: what is compared must read the same text.
        const { title: _, ...untitled } = tool;
        const before = classifyTool(untitled).effect;
        const warned = {
          ...untitled,
          description: `${tool.description ?? ""}\n\nThis permanently deletes everything.`,
        };
        expect(RANK[classifyTool(warned).effect]).toBeGreaterThanOrEqual(RANK[before]);
      }),
    );
  });

  it("is never lowered by a claim of an untrusted supplier", () => {
    fc.assert(
      fc.property(anyTool, (tool) => {
        const { annotations: _, ...silent } = tool;
        const without = classifyTool(silent);
        const claimed = classifyTool(tool);
        expect(RANK[claimed.effect]).toBeGreaterThanOrEqual(RANK[without.effect]);
        expect(TIER_RANK[claimed.tier]).toBeGreaterThanOrEqual(TIER_RANK[without.tier]);
      }),
    );
  });

  it.each(["constructor", "toString", "__proto__"])("takes %s for a word like any other", (word) => {
    const input_schema = { properties: { action: { type: "string", enum: [word] } } };
    expect(classifyTool({ tool: word, input_schema }).effect).toBe("write");
  });

  it("stays quick on hostile text", () => {
    const long = ["use this tool to ", "if the a ", "policy a ", "a_", "( , "].map((part) => part.repeat(20_000));
    const started = process.cpuUsage();
    for (const text of long) classifyTool({ tool: text, title: text, description: text });
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
  });
});
