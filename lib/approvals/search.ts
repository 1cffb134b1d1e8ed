/** What the pages of approvals can be asked for in an address. Safe for the browser. */
export {
  measuredListSchema,
  measuresSearchSchema,
} from "./measures/schema";
