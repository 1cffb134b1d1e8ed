import { type SeedServer, tool } from "./server";

export const documents: SeedServer = {
  name: "Document archive",
  address: "https://archive.norvik.example/mcp",
  supplier: "Havn Software",
  credential: "svc-archive",
  tools: [
    tool("search_documents", "Searches the archive by words and metadata.", { query: "string: Search words" }, "read"),
    tool("read_document", "Returns a document as text.", { document: "string: Id" }, "read"),
    tool(
      "compare_clauses",
      "Compares the clauses of two contracts and lists the differences.",
      { left: "string: Id", right: "string: Id" },
      "read",
    ),
    tool("file_document", "Files a document in the archive with its metadata.", {
      title: "string: Title",
      content: "string: Text",
    }),
    tool("delete_document", "Deletes a document and all of its versions.", { document: "string: Id" }, "destructive"),
  ],
  reaches: {
    search_documents: [["Contract archive", "read"]],
    read_document: [["Contract archive", "read"]],
    compare_clauses: [["Contract archive", "read"]],
    file_document: [["Contract archive", "write"]],
    delete_document: [["Contract archive", "write"]],
  },
};

export const people: SeedServer = {
  name: "People system",
  address: "https://people.norvik.example/mcp",
  supplier: "Kollega HR",
  credential: "svc-people",
  tools: [
    tool("get_employee", "Returns an employee's job, team and manager.", { employee: "string: Number" }, "read"),
    tool(
      "get_payslip",
      "Returns the payslip of an employee for a month.",
      { employee: "string: Number", month: "string: YYYY-MM" },
      "read",
    ),
    tool(
      "read_application",
      "Returns a candidate's application with CV and letter.",
      { candidate: "string: Id" },
      "open",
    ),
    tool("rank_candidates", "Writes a ranking of candidates to a vacancy.", {
      vacancy: "string: Id",
      ranking: "string[]: Candidate ids",
    }),
    tool("request_onboarding", "Orders the usual equipment and accounts for a newcomer.", {
      employee: "string: Number",
    }),
  ],
  reaches: {
    get_employee: [["Employee directory", "read"]],
    get_payslip: [["Payroll", "read"]],
    read_application: [["Applications", "read"]],
    rank_candidates: [["Applications", "write"]],
    request_onboarding: [["Employee directory", "read"]],
  },
};
