import type { ShippedTemplate } from "./template";

export const dataExport: ShippedTemplate = {
  id: "tpl_dataexport",
  name: "Reporting and data export",
  description: "Builds agreed reports and puts them where the people who need them already have access.",
  content: {
    kind: "workflow",
    purpose: "Builds [report] every [period] from [sources] and stores it in [place] for [recipients].",
    autonomy: "acts_alone",
    exposure: "internal",
    dataRead: ["internal", "confidential"],
    dataWritten: ["confidential"],
    privileges: ["data_export"],
    tools: [
      { what: "Query agreed data", capabilities: ["read"], limit: "Named queries with named columns" },
      {
        what: "Export rows to a file",
        capabilities: ["export"],
        limit: "A number of rows; no columns that name people",
      },
      { what: "Store a file", capabilities: ["write"], limit: "One folder, whose readers are known" },
    ],
    mustNot: [
      "Sending files out of the organisation.",
      "Personal data in a report without a column list that data protection agreed to.",
      "Content from outside: a report that obeys a web page exports what the page wants.",
    ],
  },
};
