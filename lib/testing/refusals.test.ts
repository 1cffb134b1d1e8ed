import { beforeAll, describe, expect, it } from "vitest";
import * as agents from "@/lib/agents";
import * as apiKeys from "@/lib/api-keys";
import * as approvals from "@/lib/approvals";
import * as audit from "@/lib/audit";
import * as campaigns from "@/lib/campaigns";
import * as compliance from "@/lib/compliance";
import { type Context, ROLES, type Role } from "@/lib/context";
import * as credentials from "@/lib/credentials";
import { db, sql } from "@/lib/db";
import * as entitlements from "@/lib/entitlements";
import * as evidence from "@/lib/evidence";
import { newId } from "@/lib/ids";
import * as incidents from "@/lib/incidents";
import * as notifications from "@/lib/notifications";
import * as ownership from "@/lib/ownership";
import * as passkeys from "@/lib/passkeys";
import * as people from "@/lib/people";
import * as policy from "@/lib/policy";
import * as posture from "@/lib/posture";
import * as reach from "@/lib/reach";
import * as reporting from "@/lib/reporting";
import * as retention from "@/lib/retention";
import * as suppliers from "@/lib/suppliers";
import * as templates from "@/lib/templates";
import * as usage from "@/lib/usage";
import { CAMPAIGN_CASES, CAMPAIGNS_ELSEWHERE, casesOnAgent, seedRefusedCampaign } from "./campaign-refusals";
import { contextAs } from "./contexts";
import { testDatabase } from "./database";
import { RETENTION_CASES, RETENTION_ELSEWHERE } from "./retention-refusals";

testDatabase();

const AGENT = newId("agt");
const OFFER = newId("hov");
const POLICY = newId("pol");
const SUPPLIER = newId("sup");
const TEMPLATE = newId("tpl");
const PERSON = newId("per");
const GRANT = newId("grt");
const SESSION = newId("ses");
const GROUP = newId("grp");
const WAIVER = newId("wav");
const OVERRIDE = newId("ovr");
const SWITCH = newId("kil");
const ME = newId("per");
const TOOL = newId("tol");
const RESOURCE = newId("res");
const ENTITLEMENT = newId("ent");
const INSTANCE = newId("ins");
const CREDENTIAL = newId("crd");
const ISSUER = newId("iss");
const WEBHOOK = newId("whk");
const DELIVERY = newId("dlv");
const agent = { id: AGENT, version: 1 };
const webhook = { id: WEBHOOK, version: 1 };
const instance = { id: INSTANCE, version: 1, reason: "because it is tested" };
const material = { kind: "secret", reason: "because it is tested" } as const;
const tool = { id: TOOL, version: 1, hash: "a".repeat(64) };
const reason = "because it is tested";
const extent = { server: "Books", tool: "read_entry", actions: ["read" as const], expiresAt: "2027-01-01T00:00:00Z" };
const seenVersion = { policyId: POLICY, number: 1, version: 1 };
const writers = ["compliance", "ciso", "admin"] as const;
const but = (...permitted: Role[]) => ROLES.filter((role) => !permitted.includes(role));

interface Case {
  call: (ctx: Context) => Promise<unknown>;
  /** The organisation-wide roles that must be refused, for an agent or a person that is not their own. By hand. */
  refused: readonly Role[];
  /** For whom it is not there at all. */
  hidden?: readonly Role[];
}

const CASES: Record<string, Case> = {
  ...CAMPAIGN_CASES,
  ...RETENTION_CASES,
  ...casesOnAgent(AGENT),
  createAgent: {
    call: (ctx) => agents.createAgent(ctx, { name: "New", environment: "development" }),
    refused: but("owner", "compliance"),
  },
  editAgent: {
    call: (ctx) => agents.editAgent(ctx, { ...agent, changes: { purpose: "x" } }),
    refused: but("compliance"),
  },
  assignPeople: { call: (ctx) => agents.assignPeople(ctx, { ...agent, ownerId: ME }), refused: but("compliance") },
  offerHandOver: {
    call: (ctx) => agents.offerHandOver(ctx, { agentId: AGENT, version: 1, seat: "sponsor", personId: ME }),
    refused: but("compliance"),
  },
  // Offered to somebody else: whatever the role, only the person asked can answer.
  acceptHandOver: { call: (ctx) => agents.acceptHandOver(ctx, { id: OFFER }), refused: ROLES },
  declineHandOver: { call: (ctx) => agents.declineHandOver(ctx, { id: OFFER, reason }), refused: ROLES },
  withdrawHandOver: { call: (ctx) => agents.withdrawHandOver(ctx, { id: OFFER }), refused: but("compliance") },
  registerAgent: { call: (ctx) => agents.registerAgent(ctx, agent), refused: but("compliance") },
  activateAgent: { call: (ctx) => agents.activateAgent(ctx, agent), refused: but("compliance") },
  suspendAgent: { call: (ctx) => agents.suspendAgent(ctx, { ...agent, reason }), refused: but("compliance") },
  resumeAgent: { call: (ctx) => agents.resumeAgent(ctx, { ...agent, reason }), refused: but("compliance") },
  decommissionAgent: { call: (ctx) => agents.decommissionAgent(ctx, { ...agent, reason }), refused: but("compliance") },
  confirmRecord: { call: (ctx) => agents.confirmRecord(ctx, agent), refused: but("compliance") },
  waiveControl: {
    call: (ctx) => agents.waiveControl(ctx, { ...agent, control: "review", reason, until: "2026-12-01" }),
    refused: but("compliance"),
  },
  endWaiver: { call: (ctx) => agents.endWaiver(ctx, { waiverId: WAIVER }), refused: but("compliance") },
  overrideTier: {
    call: (ctx) => agents.overrideTier(ctx, { ...agent, tier: "critical", reason, days: 5 }),
    refused: but("compliance"),
  },
  approveOverride: {
    call: (ctx) => agents.approveOverride(ctx, { ...agent, overrideId: OVERRIDE }),
    refused: but("compliance"),
  },
  rejectOverride: {
    call: (ctx) => agents.rejectOverride(ctx, { id: AGENT, overrideId: OVERRIDE, reason }),
    refused: but("compliance"),
  },
  withdrawOverride: {
    call: (ctx) => agents.withdrawOverride(ctx, { id: AGENT, overrideId: OVERRIDE }),
    refused: but("compliance"),
  },
  endOverride: { call: (ctx) => agents.endOverride(ctx, { ...agent, reason }), refused: but("compliance") },
  confirmFall: { call: (ctx) => agents.confirmFall(ctx, agent), refused: but("compliance") },
  revokePasskey: { call: (ctx) => passkeys.revokePasskey(ctx, { id: "a-key", reason }), refused: but("admin") },
  invitePerson: {
    call: (ctx) =>
      people.invitePerson(ctx, { name: "N", email: "n@firm.example", title: "", teamId: null, grants: [] }),
    refused: but("admin"),
  },
  renewSetupLink: { call: (ctx) => people.renewSetupLink(ctx, { personId: PERSON }), refused: but("admin") },
  deactivatePerson: {
    call: (ctx) => ownership.deactivatePerson(ctx, { personId: PERSON, version: 1, reason }),
    refused: but("admin"),
  },
  sendToQueue: { call: (ctx) => ownership.sendToQueue(ctx, agent), refused: but("compliance") },
  askOwner: { call: (ctx) => ownership.askOwner(ctx, { id: AGENT, about: "stale" }), refused: but("compliance") },
  previewSuccession: {
    call: (ctx) => ownership.previewSuccession(ctx, { personId: PERSON }),
    refused: but("admin"),
  },
  editPerson: {
    call: (ctx) => people.editPerson(ctx, { personId: PERSON, version: 1, changes: { title: "x" } }),
    refused: but("admin"),
  },
  reactivatePerson: {
    call: (ctx) => people.reactivatePerson(ctx, { personId: PERSON, version: 1, reason }),
    refused: but("admin"),
  },
  grantRole: {
    call: (ctx) => people.grantRole(ctx, { personId: PERSON, role: "owner", teamId: null }),
    refused: but("admin"),
  },
  revokeRole: { call: (ctx) => people.revokeRole(ctx, { grantId: GRANT }), refused: but("admin") },
  createTeam: { call: (ctx) => people.createTeam(ctx, { name: "New" }), refused: but("admin") },
  createReviewerGroup: {
    call: (ctx) => people.createReviewerGroup(ctx, { name: "New", privilegeClass: "deletion" }),
    refused: but("compliance"),
  },
  addGroupMember: {
    call: (ctx) => people.addGroupMember(ctx, { groupId: GROUP, personId: PERSON }),
    refused: but("compliance"),
  },
  removeGroupMember: {
    call: (ctx) => people.removeGroupMember(ctx, { groupId: GROUP, personId: PERSON }),
    refused: but("compliance"),
  },
  addBreakGlassMember: {
    call: (ctx) => approvals.addBreakGlassMember(ctx, { personId: PERSON }),
    refused: but("compliance"),
  },
  removeBreakGlassMember: {
    call: (ctx) => approvals.removeBreakGlassMember(ctx, { personId: PERSON }),
    refused: but("compliance"),
  },
  changeSettings: {
    call: (ctx) =>
      approvals.changeSettings(ctx, { coolDownMinutes: 60, mostPending: 5, canariesPerWeek: 0, version: 1 }),
    refused: but("compliance"),
  },
  // Of somebody else; everybody has their own.
  setAbsence: {
    call: (ctx) => {
      const times = { from: "2026-11-20T00:00:00Z", until: "2027-01-01T00:00:00Z" };
      return people.setAbsence(ctx, { ...times, personId: PERSON, delegateId: null });
    },
    refused: but("compliance"),
  },
  listAbsences: { call: (ctx) => people.listAbsences(ctx, { personId: PERSON }), refused: but("compliance") },
  endSession: { call: (ctx) => people.endSession(ctx, { sessionId: SESSION }), refused: but("admin") },
  createResource: {
    call: (ctx) => agents.createResource(ctx, { name: "New", kind: "files" }),
    refused: but("owner", "compliance"),
  },
  editResource: {
    call: (ctx) => agents.editResource(ctx, { id: RESOURCE, version: 1, changes: { description: "x" } }),
    refused: but("compliance"),
  },
  linkTools: {
    call: (ctx) =>
      agents.linkTools(ctx, { agentId: AGENT, version: 1, toolIds: [TOOL], resourceIds: [RESOURCE], access: "read" }),
    refused: but("compliance"),
  },
  unlinkTools: {
    call: (ctx) => agents.unlinkTools(ctx, { agentId: AGENT, version: 1, toolIds: [TOOL], resourceIds: [RESOURCE] }),
    refused: but("compliance"),
  },
  throwSwitch: {
    call: (ctx) => incidents.throwSwitch(ctx, { targetKind: "everything", reason, confirmation: "not this" }),
    refused: but("compliance", "ciso"),
  },
  requestLift: {
    call: (ctx) => incidents.requestLift(ctx, { id: SWITCH, version: 1, reason }),
    refused: but("compliance", "ciso"),
  },
  previewSwitch: { call: (ctx) => incidents.previewSwitch(ctx, { targetKind: "everything" }), refused: [] },
  getSwitchBoard: { call: (ctx) => incidents.getSwitchBoard(ctx), refused: [] },
  listPastSwitches: { call: (ctx) => incidents.listPastSwitches(ctx), refused: [] },
  agentStop: { call: (ctx) => incidents.agentStop(ctx, AGENT), refused: [] },
  findTargets: { call: (ctx) => incidents.findTargets(ctx, { targetKind: "server", q: "x" }), refused: [] },
  liftSwitch: {
    call: (ctx) => incidents.liftSwitch(ctx, { id: SWITCH, version: 1 }),
    refused: but("compliance", "ciso"),
  },
  // Every reader in scope; what they see is tested where the lists are.
  exportReach: { call: (ctx) => reach.exportReach(ctx, { kind: "agent", id: AGENT }), refused: [] },
  findResources: { call: (ctx) => reach.findResources(ctx, "x"), refused: [] },
  findSubjects: { call: (ctx) => reach.findSubjects(ctx, "server", "x"), refused: [] },
  getAgentReach: { call: (ctx) => reach.getAgentReach(ctx, { id: AGENT }), refused: [] },
  getLinks: { call: (ctx) => reach.getLinks(ctx, AGENT), refused: [] },
  getResource: { call: (ctx) => reach.getResource(ctx, RESOURCE), refused: [] },
  listReachers: { call: (ctx) => reach.listReachers(ctx, { resourceId: RESOURCE }), refused: [] },
  exportReachers: { call: (ctx) => reach.exportReachers(ctx, { resourceId: RESOURCE }).next(), refused: [] },
  searchResources: { call: (ctx) => reach.searchResources(ctx), refused: [] },
  readPosture: { call: (ctx) => posture.readPosture(ctx), refused: [] },
  posturePdf: { call: (ctx) => posture.posturePdf(ctx), refused: [] },
  listQuarters: { call: (ctx) => posture.listQuarters(ctx), refused: [] },
  // A number of which somebody sees only their own part is not shown to them.
  listPostureRows: { call: (ctx) => posture.listPostureRows(ctx, { measure: "denials" }), refused: ["owner"] },
  scheduleReport: { call: (ctx) => posture.scheduleReport(ctx, { rhythm: "weekly" }), refused: [] },
  // Of somebody else: whatever the role, only who asked for it ends it.
  unscheduleReport: {
    call: (ctx) => posture.unscheduleReport(ctx, { id: newId("rsc") }),
    refused: [],
    hidden: ROLES,
  },
  readUsage: { call: (ctx) => usage.readUsage(ctx), refused: [] },
  exportUsage: { call: (ctx) => usage.exportUsage(ctx, {}), refused: [] },
  waitsByTeam: { call: (ctx) => approvals.waitsByTeam(ctx, { from: new Date(0), to: new Date() }), refused: [] },
  whatIf: { call: (ctx) => reach.whatIf(ctx, { subject: { kind: "agent", id: AGENT } }), refused: [] },
  createSupplier: { call: (ctx) => suppliers.createSupplier(ctx, { name: "New" }), refused: but("compliance") },
  editSupplier: {
    call: (ctx) => suppliers.editSupplier(ctx, { id: SUPPLIER, version: 1, changes: { notes: "x" } }),
    refused: but("compliance"),
  },
  trustSupplier: {
    call: (ctx) => suppliers.trustSupplier(ctx, { id: SUPPLIER, version: 1, reason }),
    refused: but("compliance"),
  },
  distrustSupplier: {
    call: (ctx) => suppliers.distrustSupplier(ctx, { id: SUPPLIER, version: 1, reason }),
    refused: but("compliance"),
  },
  exportRegister: { call: (ctx) => suppliers.exportRegister(ctx), refused: but("compliance", "ciso", "auditor") },
  exportSuppliers: { call: (ctx) => suppliers.exportSuppliers(ctx), refused: but("compliance", "ciso", "auditor") },
  getSupplier: { call: (ctx) => suppliers.getSupplier(ctx, SUPPLIER), refused: [] },
  listSuppliers: { call: (ctx) => suppliers.listSuppliers(ctx), refused: [] },
  findSupplierByName: { call: (ctx) => suppliers.findSupplierByName(ctx, "x"), refused: [] },
  supplierNames: { call: (ctx) => suppliers.supplierNames(ctx), refused: [] },
  unregisteredSuppliers: { call: (ctx) => suppliers.unregisteredSuppliers(ctx), refused: [] },
  proposeTemplate: {
    call: (ctx) =>
      templates.proposeTemplate(ctx, { agentId: AGENT, name: "New", description: "Long enough to be of use." }),
    refused: but("compliance"),
  },
  approveTemplate: {
    call: (ctx) => templates.approveTemplate(ctx, { id: TEMPLATE, version: 1 }),
    refused: but("compliance"),
  },
  retireTemplate: {
    call: (ctx) => templates.retireTemplate(ctx, { id: TEMPLATE, version: 1 }),
    refused: but("compliance"),
  },
  applyTemplate: {
    call: (ctx) =>
      templates.applyTemplate(ctx, { templateId: "tpl_payments", name: "New", environment: "development" }),
    refused: but("owner", "compliance"),
  },
  listTemplates: { call: (ctx) => templates.listTemplates(ctx), refused: [] },
  getTemplate: { call: (ctx) => templates.getTemplate(ctx, "tpl_payments"), refused: [] },
  createPolicy: { call: (ctx) => policy.createPolicy(ctx, { name: "New" }), refused: but(...writers) },
  saveDraft: {
    call: (ctx) => policy.saveDraft(ctx, { ...seenVersion, text: "", tests: [] }),
    refused: but(...writers),
  },
  checkPolicy: {
    call: (ctx) => policy.checkPolicy(ctx, { policyId: null, text: "", tests: [] }),
    refused: but(...writers),
  },
  replayPolicy: { call: (ctx) => policy.replayPolicy(ctx, { policyId: null, text: "" }), refused: but(...writers) },
  proposeVersion: {
    call: (ctx) => policy.proposeVersion(ctx, { ...seenVersion, note: reason }),
    refused: but(...writers),
  },
  publishVersion: { call: (ctx) => policy.publishVersion(ctx, seenVersion), refused: but(...writers) },
  rejectVersion: { call: (ctx) => policy.rejectVersion(ctx, { ...seenVersion, reason }), refused: but(...writers) },
  withdrawVersion: { call: (ctx) => policy.withdrawVersion(ctx, seenVersion), refused: but(...writers) },
  rollBack: {
    call: (ctx) => policy.rollBack(ctx, { policyId: POLICY, number: 1, published: null, reason }),
    refused: but(...writers),
  },
  retirePolicy: {
    call: (ctx) => policy.retirePolicy(ctx, { policyId: POLICY, published: 1, reason }),
    refused: but(...writers),
  },
  // Every reader; what they see of agents is tested where the lists are.
  getPolicy: { call: (ctx) => policy.getPolicy(ctx, POLICY), refused: [] },
  listPolicies: { call: (ctx) => policy.listPolicies(ctx), refused: [] },
  listShippedPolicies: { call: (ctx) => policy.listShippedPolicies(ctx), refused: [] },
  readCoverage: { call: (ctx) => policy.readCoverage(ctx), refused: [] },
  pickAgent: { call: (ctx) => policy.pickAgent(ctx, AGENT), refused: [] },
  seeTools: {
    call: (ctx) => agents.seeTools(ctx, { agentId: AGENT, server: { name: "New" }, tools: [] }),
    refused: but("compliance"),
  },
  correctTool: {
    call: (ctx) => agents.correctTool(ctx, { ...tool, effect: "read", capabilities: ["read"], reason }),
    refused: but("compliance"),
  },
  endCorrection: { call: (ctx) => agents.endCorrection(ctx, tool), refused: but("compliance") },
  previewCorrection: {
    call: (ctx) => agents.previewCorrection(ctx, { id: TOOL, effect: "read", capabilities: ["read"] }),
    refused: but("compliance"),
  },
  getTool: { call: (ctx) => agents.getTool(ctx, TOOL), refused: [] },
  listTools: { call: (ctx) => agents.listTools(ctx, AGENT), refused: [] },
  requestEntitlement: {
    call: (ctx) => entitlements.requestEntitlement(ctx, { ...extent, agentId: AGENT, justification: reason }),
    refused: but("compliance"),
  },
  prolongEntitlement: {
    call: (ctx) =>
      entitlements.prolongEntitlement(ctx, { id: ENTITLEMENT, expiresAt: extent.expiresAt, justification: reason }),
    refused: but("compliance"),
  },
  approveEntitlement: {
    call: (ctx) => entitlements.approveEntitlement(ctx, { id: ENTITLEMENT, version: 1 }),
    refused: but("compliance"),
  },
  rejectEntitlement: {
    call: (ctx) => entitlements.rejectEntitlement(ctx, { id: ENTITLEMENT, version: 1, reason }),
    refused: but("compliance"),
  },
  resumeEntitlement: {
    call: (ctx) => entitlements.resumeEntitlement(ctx, { id: ENTITLEMENT, version: 1, reason }),
    refused: but("compliance"),
  },
  revokeEntitlement: {
    call: (ctx) => entitlements.revokeEntitlement(ctx, { id: ENTITLEMENT, version: 1, reason }),
    refused: but("compliance", "ciso"),
  },
  narrowEntitlement: {
    call: (ctx) => entitlements.narrowEntitlement(ctx, { id: ENTITLEMENT, version: 1, into: [extent], reason }),
    refused: but("compliance", "ciso"),
  },
  previewNarrowing: {
    call: (ctx) => entitlements.previewNarrowing(ctx, { id: ENTITLEMENT, into: [extent] }),
    refused: [],
  },
  getEntitlement: { call: (ctx) => entitlements.getEntitlement(ctx, ENTITLEMENT), refused: [] },
  grantOptions: { call: (ctx) => entitlements.grantOptions(ctx, AGENT), refused: [] },
  listEntitlements: { call: (ctx) => entitlements.listEntitlements(ctx, AGENT), refused: [] },
  rightSize: { call: (ctx) => entitlements.rightSize(ctx, {}), refused: [] },
  searchEntitlements: { call: (ctx) => entitlements.searchEntitlements(ctx, {}), refused: [] },
  entitlementFacets: { call: (ctx) => entitlements.entitlementFacets(ctx, {}), refused: [] },
  // Nobody without a role; each reader in scope. What they may see is tested where the lists are.
  getAgent: { call: (ctx) => agents.getAgent(ctx, AGENT), refused: [] },
  answeringFor: { call: (ctx) => agents.answeringFor(ctx, AGENT), refused: [] },
  listHandOvers: { call: (ctx) => agents.listHandOvers(ctx, { which: "agent", agentId: AGENT }), refused: [] },
  getRisk: { call: (ctx) => agents.getRisk(ctx, AGENT), refused: [] },
  getControls: { call: (ctx) => agents.getControls(ctx, AGENT), refused: [] },
  listVersions: { call: (ctx) => agents.listVersions(ctx, { agentId: AGENT }), refused: [] },
  getPerson: { call: (ctx) => people.getPerson(ctx, PERSON), refused: [] },
  createInstance: {
    call: (ctx) => credentials.createInstance(ctx, { agentId: AGENT, name: "New" }),
    refused: but("compliance"),
  },
  stopInstance: { call: (ctx) => credentials.stopInstance(ctx, instance), refused: but("compliance") },
  resumeInstance: { call: (ctx) => credentials.resumeInstance(ctx, instance), refused: but("compliance") },
  retireInstance: { call: (ctx) => credentials.retireInstance(ctx, instance), refused: but("compliance") },
  setGateway: {
    call: (ctx) => credentials.setGateway(ctx, { ...instance, gateway: true }),
    refused: but("compliance"),
  },
  issueCredential: {
    call: (ctx) => credentials.issueCredential(ctx, { instanceId: INSTANCE, material }),
    refused: but("compliance"),
  },
  rotateCredential: {
    call: (ctx) => credentials.rotateCredential(ctx, { id: CREDENTIAL, version: 1, material }),
    refused: but("compliance"),
  },
  revokeCredential: {
    call: (ctx) => credentials.revokeCredential(ctx, { id: CREDENTIAL, reason }),
    refused: but("compliance", "ciso"),
  },
  revokeCredentials: {
    call: (ctx) => credentials.revokeCredentials(ctx, { agentId: AGENT, reason }),
    refused: but("compliance", "ciso"),
  },
  proveDead: {
    call: (ctx) => credentials.proveDead(ctx, { id: CREDENTIAL }),
    refused: but("compliance", "ciso"),
  },
  addIssuer: {
    call: (ctx) => credentials.addIssuer(ctx, { name: "New", issuer: "https://new.example", audience: "countersign" }),
    refused: but("compliance", "admin"),
  },
  endIssuer: {
    call: (ctx) => credentials.endIssuer(ctx, { id: ISSUER, version: 1, reason }),
    refused: but("compliance", "admin"),
  },
  tryIssuer: { call: (ctx) => credentials.tryIssuer(ctx, { id: ISSUER }), refused: but("compliance", "admin") },
  askExport: {
    call: (ctx) =>
      evidence.askExport(ctx, { title: "New", query: { kind: "events", search: {} }, formats: ["csv"], keepDays: 30 }),
    refused: but("compliance", "auditor"),
  },
  listExports: { call: (ctx) => evidence.listExports(ctx), refused: but("compliance", "ciso", "auditor") },
  getExport: { call: (ctx) => evidence.getExport(ctx, newId("exp")), refused: [], hidden: ROLES },
  openExport: { call: (ctx) => evidence.openExport(ctx, newId("exp")), refused: [], hidden: ROLES },
  cancelExport: { call: (ctx) => evidence.cancelExport(ctx, { id: newId("exp") }), refused: [], hidden: ROLES },
  createLink: {
    call: (ctx) => evidence.createLink(ctx, { exportId: newId("exp"), recipient: "Somebody", days: 7 }),
    refused: [],
    hidden: ROLES,
  },
  revokeLink: { call: (ctx) => evidence.revokeLink(ctx, { id: newId("elk") }), refused: [], hidden: ROLES },
  createApiKey: {
    call: (ctx) => apiKeys.createApiKey(ctx, { name: "New", purpose: "report" }),
    refused: but("admin"),
  },
  revokeApiKey: { call: (ctx) => apiKeys.revokeApiKey(ctx, { id: newId("aky") }), refused: but("admin") },
  addWitness: {
    call: (ctx) => audit.addWitness(ctx, { vkey: "a+00000000+AA==", url: "https://witness.example" }),
    refused: but("admin"),
  },
  removeWitness: { call: (ctx) => audit.removeWitness(ctx, { name: "nobody" }), refused: but("admin") },
  listWitnesses: { call: (ctx) => audit.listWitnesses(ctx), refused: ["reviewer"] },
  listEvents: { call: (ctx) => audit.listEvents(ctx), refused: ["reviewer"] },
  eventFacets: { call: (ctx) => audit.eventFacets(ctx), refused: ["reviewer"] },
  countEvents: { call: (ctx) => audit.countEvents(ctx), refused: ["reviewer"] },
  tailEvents: { call: (ctx) => audit.tailEvents(ctx, {}, null), refused: ["reviewer"] },
  readSearch: { call: (ctx) => audit.readSearch(ctx, "x"), refused: ["reviewer"] },
  exportEvents: {
    call: (ctx) => audit.exportEvents(ctx, {}, "csv").next(),
    refused: but("compliance", "auditor"),
  },
  listApiKeys: { call: (ctx) => apiKeys.listApiKeys(ctx), refused: but("admin") },
  listFrameworks: { call: (ctx) => compliance.listFrameworks(ctx), refused: but("compliance", "ciso", "auditor") },
  getFramework: { call: (ctx) => compliance.getFramework(ctx, "soc2"), refused: but("compliance", "ciso", "auditor") },
  getControl: {
    call: (ctx) => compliance.getControl(ctx, "soc2/CC6.1"),
    refused: but("compliance", "ciso", "auditor"),
  },
  getQuery: { call: (ctx) => compliance.getQuery(ctx, "agents-owned"), refused: but("compliance", "ciso", "auditor") },
  checkControls: { call: (ctx) => compliance.checkControls(ctx), refused: but("compliance") },
  assignControl: {
    call: (ctx) => compliance.assignControl(ctx, { id: "soc2/CC6.1", version: 0, ownerId: null }),
    refused: but("compliance"),
  },
  scopeControl: {
    call: (ctx) => compliance.scopeControl(ctx, { id: "soc2/CC6.1", version: 0, applies: false, note: reason }),
    refused: but("compliance"),
  },
  readGuide: { call: (ctx) => compliance.readGuide(ctx), refused: but("compliance", "ciso", "auditor", "admin") },
  beginGuide: {
    call: (ctx) => compliance.beginGuide(ctx, { beginsOn: "2026-11-01" }),
    refused: but("compliance", "admin"),
  },
  putAside: {
    call: (ctx) => compliance.putAside(ctx, { step: "add-witness", reason }),
    refused: but("compliance", "admin"),
  },
  takeUp: { call: (ctx) => compliance.takeUp(ctx, { step: "add-witness" }), refused: but("compliance", "admin") },
  addWebhook: {
    call: (ctx) => notifications.addWebhook(ctx, { name: "New", url: "https://hooks.example.com/" }),
    refused: but("compliance", "admin"),
  },
  listWebhooks: { call: (ctx) => notifications.listWebhooks(ctx), refused: but("compliance", "admin") },
  rotateWebhook: { call: (ctx) => notifications.rotateWebhook(ctx, webhook), refused: but("compliance", "admin") },
  pauseWebhook: { call: (ctx) => notifications.pauseWebhook(ctx, webhook), refused: but("compliance", "admin") },
  resumeWebhook: { call: (ctx) => notifications.resumeWebhook(ctx, webhook), refused: but("compliance", "admin") },
  removeWebhook: { call: (ctx) => notifications.removeWebhook(ctx, webhook), refused: but("compliance", "admin") },
  testWebhook: { call: (ctx) => notifications.testWebhook(ctx, webhook), refused: but("compliance", "admin") },
  retryDelivery: {
    call: (ctx) => notifications.retryDelivery(ctx, { id: DELIVERY }),
    refused: but("compliance", "admin"),
  },
  searchDeliveries: {
    call: (ctx) => notifications.searchDeliveries(ctx, {}),
    refused: but("compliance", "auditor", "admin"),
  },
  getIdentity: { call: (ctx) => credentials.getIdentity(ctx, AGENT), refused: [] },
  listCredentials: { call: (ctx) => credentials.listCredentials(ctx), refused: [] },
  credentialFacets: { call: (ctx) => credentials.credentialFacets(ctx), refused: [] },
  listIssuers: { call: (ctx) => credentials.listIssuers(ctx), refused: [] },
};

/** Verbs with tests of their own refusals elsewhere, or that every signed-in person has for what is their own. */
const ELSEWHERE = {
  /** Everybody sees their own schedules; the rest is for the worker. */
  posture: ["listSchedules", "sendDueReports", "takeDay", "takeQuarter"],
  campaigns: CAMPAIGNS_ELSEWHERE,
  retention: RETENTION_ELSEWHERE,
  /** What waits in the caller's own inbox; and a part of the worker. */
  compliance: ["gapsWaiting", "noteGuide"],
  /** Who may is a matter of groups, votes and separation of duties, with tests of their own; the rest is for machines and the worker. */
  approvals: [
    "ApprovalConflict",
    "AskRefusal",
    "actionIn",
    "approvalsFeed",
    "beginConfirmationSigning",
    "beginDecisionSigning",
    "beginProposalSigning",
    "bytesOf",
    "cancelForSwitch",
    "cancelRequest",
    "closeApprovalsFeed",
    "confirmStanding",
    "countForSwitch",
    "countQueue",
    "decideApproval",
    "digestOf",
    "escalateDue",
    "evaluateWithApproval",
    "findCallback",
    "getTask",
    "liftAskingStop",
    "listAgentRequests",
    "listAskingStops",
    "listMeasured",
    "listQueue",
    "listStanding",
    "lowerAction",
    "noteView",
    "offerStanding",
    "openQueueStream",
    "previewNarrowing",
    "profileStatus",
    "proposeStanding",
    "pruneApprovals",
    "readCase",
    "readEvidence",
    "plantCanaries",
    "readMeasures",
    "readQueue",
    "readSettingsBoard",
    "recordUnrecorded",
    "rejectStanding",
    "reopenRequest",
    "reportOutcome",
    "requestApproval",
    "resolveUnknown",
    "reviewBreakGlass",
    "reviewUrl",
    "revokeApproval",
    "revokeStanding",
    "statusUrl",
    "sweepApprovals",
    "verifyDecisionEvidence",
    "waitForTask",
  ],
  /** Of everybody's own keys, tested there; the rest is for verbs above, or pure. */
  passkeys: [
    "beginEnrolment",
    "beginSigning",
    "finishEnrolment",
    "listPasskeys",
    "removePasskey",
    "verifyEvidence",
    "verifySigning",
  ],
  /** Decisions have tests of their own refusals; the rest is for decision points and the worker, or pure. */
  policy: [
    "probeCalls",
    "probeGround",
    "CallInHand",
    "LivePoint",
    "Rehearsal",
    "answerCall",
    "askedDigestOf",
    "callAgain",
    "caseFromDecision",
    "closeDecisionPoint",
    "countLivePoints",
    "countUse",
    "decide",
    "decideOn",
    "decisionPoint",
    "denied",
    "explainDecision",
    "explainToMachine",
    "findAsked",
    "findDecided",
    "grantPolicy",
    "heardByAll",
    "isAllowed",
    "linesBetween",
    "listDecisions",
    "pruneChanges",
    "stoppedBy",
    "sweepPoints",
    "tryDecision",
  ],
  /** A person's own wish; the rest is a step of others, or for the worker. */
  notifications: [
    "contentOf",
    "getMailPreference",
    "purgeDeliveries",
    "sendDocument",
    "sendsMails",
    "queueDeliveries",
    "runDeliveries",
    "setMailPreference",
    "tellPeople",
  ],
  /** For decision points and the worker: no person asks for them. */
  entitlements: [
    "endGrants",
    "expireEntitlements",
    "expireWithoutReview",
    "loadGrants",
    "loadGrantsByIds",
    "narrowGrants",
    "restoreGrants",
    "sizeGrant",
    "suspendGrants",
  ],
  agents: [
    "blockServers",
    "unblockServers",
    "offerOwners",
    "acceptHandOvers",
    "acceptTools",
    "agentFacets",
    "blockTools",
    "bulkAssign",
    "bulkMove",
    "classifyPending",
    "diffVersions",
    "expireHandOvers",
    "exportAgents",
    "getImport",
    "importFile",
    "listImports",
    "planImport",
    "previewTier",
    "rerateTools",
    "restoreAgents",
    "searchAgents",
    "searchTools",
    "stopAgents",
    "sweepOverrides",
    "toolFacets",
  ],
  /** The machines' door proves itself by tokens, not by roles; the sweep and the stop are steps of others. */
  credentials: [
    "endManyCredentials",
    "livingCredentials",
    "resumeManyInstances",
    "stopManyInstances",
    "TokenRefusal",
    "addressOf",
    "exchangeToken",
    "explainAssertion",
    "explainSecret",
    "exportCredentials",
    "findClient",
    "flushUses",
    "instanceOfAssertion",
    "introspectToken",
    "isFirst",
    "isTokenRefusal",
    "issueAccessToken",
    "issuerUrl",
    "keysFor",
    "proveByWorkload",
    "publishedKeys",
    "purgeTokens",
    "readClientAssertion",
    "recordTokenRefusal",
    "revokeToken",
    "secretOf",
    "spendForAddress",
    "spendForInstance",
    "stopIdentities",
    "sweepCredentials",
    "verifyAccessToken",
  ],
  /** Machines prove themselves by keys and tokens, not by roles; the rest is for the worker. */
  /** For the worker, for whoever holds a link, and for an outsider. */
  evidence: ["downloadByLink", "gatherExport", "openLink", "sweepExports", "verifyExport", "workOnExport"],
  apiKeys: ["admitKey"],
  reporting: ["TooFast", "reportEvents", "sweepReported", "takeReportingPace"],
  incidents: ["activeStops", "sweepSwitches"],
  templates: ["templateStanding"],
  ownership: ["releaseOwners", "returnOwners", "attentionCounts", "keepSucceeded", "listAttention"],
  /** `openDeparture` and `closeDeparture` are the ends of a deactivation, `foreseeDeparture` the beginning of its preview. */
  people: [
    "closeDeparture",
    "completeSetup",
    "deleteView",
    "endAbsence",
    "ensureSetupLink",
    "findSetup",
    "foreseeDeparture",
    "listDelegates",
    "listPeople",
    "listReviewerGroups",
    "listSessions",
    "listTeams",
    "listViews",
    "openDeparture",
    "peopleSearchFrom",
    "savePreferences",
    "saveView",
  ],
};

/** Verbs of the log: most of what it exports is for the other domains. */
const OF_THE_LOG = [
  ...[
    "addWitness",
    "removeWitness",
    "listWitnesses",
    "listEvents",
    "eventFacets",
    "countEvents",
    "tailEvents",
    "readSearch",
  ],
  "exportEvents",
];

const nobody: Context = {
  ...contextAs("owner", { id: ME }),
  actor: { kind: "user", id: ME, sessionId: "ses_test", grants: [] },
};

/** Every table but the log and what counts attempts: there refusals leave their mark. */
const STANDING = `select string_agg(format('select %L as name, count(*)::int as rows, md5(string_agg(t::text, chr(10) order by t::text)) as digest from %I.%I t',
    c.relname, n.nspname, c.relname), ' union all ') as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r' and not c.relispartition and c.relname !~ '^(audit_|log_|_)'`;
let standing = "";

/** What a refusal must leave as it was: every row of every table, as one digest for each. */
async function everything(): Promise<unknown[]> {
  standing ||= `${(await sql().query<{ text: string }>(STANDING)).rows[0]?.text} order by name`;
  return (await sql().query({ name: "standing", text: standing })).rows;
}

beforeAll(async () => {
  await db().person.createMany({
    data: [
      { id: PERSON, name: "Someone", email: "someone@firm.example" },
      { id: ME, name: "Me", email: "me@firm.example" },
    ],
  });
  await db().roleGrant.create({ data: { id: GRANT, personId: PERSON, role: "reviewer" } });
  const times = { createdAt: new Date(), lastSeenAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) };
  await db().consoleSession.create({ data: { id: SESSION, personId: PERSON, method: "password", ...times } });
  await db().reviewerGroup.create({ data: { id: GROUP, name: "Payers", privilegeClass: "payment" } });
  await db().agent.create({ data: { id: AGENT, name: "Matcher", environment: "production", ownerId: PERSON } });
  const made = { createdAt: new Date(0) };
  await db().agentInstance.create({ data: { id: INSTANCE, agentId: AGENT, name: "one", ...made } });
  const kept = { kind: "secret", strength: "secret", secretHash: "x", rotationDueAt: new Date("2027-01-01") };
  await db().credential.create({ data: { id: CREDENTIAL, agentId: AGENT, instanceId: INSTANCE, ...kept, ...made } });
  await db().trustedIssuer.create({
    data: { id: ISSUER, name: "Cluster", issuer: "https://cluster.example", audience: "countersign", ...made },
  });
  await db().agentServer.create({ data: { id: "srv_test", agentId: AGENT, name: "Books" } });
  const listed = { state: "accepted" as const, definition: {}, hash: tool.hash, effect: "read", tier: "low" as const };
  const seen = { firstSeenAt: new Date(0), lastSeenAt: new Date(0) };
  await db().agentTool.create({
    data: { id: TOOL, agentId: AGENT, serverId: "srv_test", name: "read_entry", ...listed, ...seen },
  });
  const { server, tool: granted, actions } = extent;
  const asked = { requestedById: PERSON, requestedAt: new Date("2026-11-19"), expiresAt: new Date("2026-12-19") };
  await db().entitlement.create({
    data: {
      id: ENTITLEMENT,
      agentId: AGENT,
      server,
      tool: granted,
      actions,
      state: "requested",
      justification: reason,
      ...asked,
    },
  });
  const offered = { offeredById: PERSON, offeredAt: new Date("2026-11-19"), expiresAt: new Date("2026-12-03") };
  const handOver = { id: OFFER, agentId: AGENT, role: "deputy", toPersonId: PERSON, state: "pending", ...offered };
  await db().handOver.create({ data: handOver });
  const proposed = { state: "proposed", content: {}, proposedById: PERSON, proposedAt: new Date(0) };
  await db().agentTemplate.create({ data: { id: TEMPLATE, name: "Matching", ...proposed } });
  const thrown = { targetKind: "everything", reason, thrownById: PERSON, thrownAt: new Date(0) };
  await db().killSwitch.create({ data: { id: SWITCH, epoch: 1n, ...thrown } });
  await db().policy.create({ data: { id: POLICY, name: "Nobody writes", createdAt: new Date(0) } });
  await db().policyVersion.create({
    data: { policyId: POLICY, number: 1, text: "", state: "draft", createdAt: new Date(0) },
  });
  const told = { name: "Ticket desk", url: "https://hooks.example.com/", secret: Buffer.from("sealed") };
  await db().webhookEndpoint.create({ data: { id: WEBHOOK, ...told, createdAt: new Date(0) } });
  const dead = { channel: "webhook", kind: "test", endpointId: WEBHOOK, content: {}, state: "dead" };
  await db().delivery.create({ data: { id: DELIVERY, ...dead, nextAt: new Date(0) } });
  await db().supplier.create({ data: { id: SUPPLIER, name: "Northwind", names: ["northwind"] } });
  const waived = { waivedById: PERSON, waivedAt: new Date(0), until: new Date("2027-01-01"), reason };
  await db().controlWaiver.create({ data: { id: WAIVER, agentId: AGENT, control: "deputy", ...waived } });
  await seedRefusedCampaign({ personId: PERSON, agentId: AGENT });
});

describe("O5 every verb on the real database", () => {
  it("is known here: a new verb needs its refusals", () => {
    const verbs = [
      agents,
      apiKeys,
      evidence,
      approvals,
      campaigns,
      compliance,
      credentials,
      entitlements,
      incidents,
      notifications,
      ownership,
      passkeys,
      people,
      policy,
      posture,
      reach,
      reporting,
      retention,
      suppliers,
      templates,
      usage,
    ].flatMap((domain) =>
      Object.entries(domain).flatMap(([name, value]) => (typeof value === "function" ? [name] : [])),
    );
    const known = Object.keys(CASES).filter((verb) => !OF_THE_LOG.includes(verb));
    expect(verbs.sort()).toEqual([...known, ...Object.values(ELSEWHERE).flat()].sort());
  });

  it.each(Object.entries(CASES))("%s refuses every role that it must, and changes nothing", async (_verb, verb) => {
    const { call, refused, hidden = [] } = verb;
    const before = stood ?? (await everything());
    stood = null;
    const roles = [...refused, ...hidden];
    // All at a time: a refusal is a commit of its own, and they share the wait for the disk.
    const answers = await Promise.all([
      codeOf(call(nobody)),
      ...roles.map((role) => codeOf(call(contextAs(role, { id: ME })))),
    ]);
    expect(["forbidden", "not_found"]).toContain(answers.shift());
    const wanted = roles.map((role) => [role, refused.includes(role) ? "forbidden" : "not_found"]);
    expect(roles.map((role, at) => [role, answers[at]])).toEqual(wanted);
    const after = await everything();
    expect(after).toEqual(before);
    stood = after;
  });
});

/** What stood after the last verb, where it was as before: looked at once for each. */
let stood: Awaited<ReturnType<typeof everything>> | null = null;

const codeOf = (call: Promise<unknown>) =>
  call.then(
    (answer) => ({ answer }),
    (error: { code?: string }) => error.code ?? error,
  );
