/**
 * Entitlements own the grants: what an agent may do with which tool, under which conditions and when, who asked for it, who
 * approved it, and when it ends. They say what was granted; what a call is answered is for decisions, which stand above.
 */
export { loadGrants, loadGrantsByIds } from "./grants";
