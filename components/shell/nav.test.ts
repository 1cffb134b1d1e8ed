import { describe, expect, it } from "vitest";
import { canSomewhere, type Verb } from "@/lib/access";
import { ROLES, type Role } from "@/lib/context";
import { contextAs } from "@/lib/testing/contexts";
import { commandsFor, matchesCommand } from "./commands";
import { environmentFrom } from "./cookies";
import { closedRooms, openRooms, ROOMS, roomHref, roomOf } from "./nav";
import { ROOM_ICONS } from "./nav-icons";
import { roleNames } from "./role-names";
import { shortcutGroups } from "./shortcut-list";

const everything = commandsFor(ROOMS, null);
const agents = ROOMS.find((room) => room.id === "agents") ?? expect.fail("no agents room");
const inbox = ROOMS.find((room) => room.id === "inbox") ?? expect.fail("no inbox");

describe("Navigation", () => {
  it("gives every room its own address, key and icon", () => {
    expect(new Set(ROOMS.map((room) => room.href)).size).toBe(ROOMS.length);
    expect(new Set(ROOMS.map((room) => room.key)).size).toBe(ROOMS.length);
    expect(ROOMS.filter((room) => !ROOM_ICONS[room.id])).toEqual([]);
  });

  it.each([
    ["/agents", "agents"],
    ["/agents/agt_1/edit", "agents"],
    ["/agentsx", null],
    ["/inbox", "inbox"],
    ["/", null],
  ])("finds the room of %s", (path, id) => {
    expect(roomOf(path)?.id ?? null).toBe(id);
  });

  it("O5 offers nobody a room that is closed to them, in the list, the palette and the help", () => {
    const may = (role: Role) => (verb: Verb) => canSomewhere(contextAs(role, { id: "per_x" }).actor, verb);
    const closed = (role: Role) => closedRooms(may(role));
    expect(Object.fromEntries(ROLES.map((role) => [role, closed(role)]))).toEqual({
      owner: ["evidence", "compliance"],
      reviewer: ["audit", "evidence", "compliance"],
      compliance: [],
      ciso: [],
      auditor: [],
      admin: ["evidence"],
    });
    const rooms = openRooms(closed("reviewer"));
    expect(rooms.map(({ id }) => id)).not.toContain("audit");
    expect(commandsFor(rooms, null)).toHaveLength(everything.length - 3);
    const goTo = shortcutGroups(rooms).find(({ label }) => label === "Go to");
    expect(goTo?.entries).toHaveLength(ROOMS.length - 3);
  });

  it("carries the environment into lists of agents and nowhere else", () => {
    expect(roomHref(agents, "production")).toBe("/agents?env=production");
    expect(roomHref(agents, null)).toBe("/agents");
    expect(roomHref(inbox, "production")).toBe("/inbox");
  });

  it.each([
    ["production", "production"],
    ["all", null],
    ["", null],
    [undefined, null],
    ["prod;drop", null],
  ])("takes the environment %s from a cookie as %s", (value, environment) => {
    expect(environmentFrom(value)).toBe(environment);
  });
});

describe("Command palette", () => {
  const labels = (query: string) =>
    everything.filter((command) => matchesCommand(command, query)).map((command) => command.label);

  it.each([
    ["", everything.length],
    ["xyz", 0],
  ])("for %j offers %i commands", (query, count) => {
    expect(labels(query)).toHaveLength(count);
  });

  it("matches the beginnings of words in any order", () => {
    expect(labels("aud")).toContain("Audit log");
    expect(labels("mcp imp")).toEqual(["Import agents from a file"]);
    expect(labels("udit")).toEqual([]);
  });
});

describe("O5 roles are named with their scope", () => {
  const teams = [{ id: "tem_1", name: "Payments" }];

  it("names the team, once per role and scope, and hides a team that may not be seen", () => {
    const names = roleNames(
      [
        { role: "compliance", teamId: null },
        { role: "owner", teamId: "tem_1" },
        { role: "owner", teamId: "tem_1" },
        { role: "reviewer", teamId: "tem_9" },
      ],
      teams,
    );
    expect(names).toEqual(["Compliance", "Owner, Payments", "Reviewer, one team"]);
  });
});
