/** What the pages of approvals can be asked for in an address. Safe for the browser. */
export {
  type MeasuredList,
  type MeasuresSearch,
  measuredListSchema,
  measuresSearchSchema,
} from "./measures/schema";
