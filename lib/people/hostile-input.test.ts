import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { deleteView, getPerson, listPeople, listViews, savePreferences, saveView } from "./index";

testDatabase();

const ID = "per_0000000000000000000marta0";
const ctx = contextAs("owner", { id: ID });
const view = { area: "agents", name: "Mine", query: "people=mine", shared: false, isDefault: true };
const NASTY = ["\0", "a\0b", "\ud800", "\u0007"];

beforeAll(async () => {
  await db().person.create({ data: { id: ID, name: "Marta Nowak", email: "marta@norvik.example" } });
});

describe("O5 text that the database cannot hold is answered, not failed on", () => {
  it.each(NASTY)("searches people for %j", async (q) => {
    // What cannot be stored is left out of the words; half a character is still no letter of any name.
    const words = q.isWellFormed() ? q.replace("a", "").replace("b", "") : q;
    const found = (await listPeople(ctx, { q: `${words}Marta${words}` })).rows;
    expect(found.map(({ name }) => name)).toEqual(q.isWellFormed() ? ["Marta Nowak"] : []);
  });

  it.each([...NASTY, "", "x".repeat(10_000), "per_nobody"])("knows nobody by the id %j", async (id) => {
    await expect(getPerson(ctx, id)).rejects.toMatchObject({ code: "not_found" });
  });

  it.each(NASTY)("keeps no column named %j", async (column) => {
    await expect(savePreferences(ctx, { columns: { agents: [column] } })).rejects.toMatchObject({ code: "invalid" });
  });

  it("keeps the columns of the console's own lists and of no others, so that nobody's settings grow for ever", async () => {
    for (const area of ["nowhere", "agents-2", "constructor"]) {
      const columns = JSON.parse(`{ ${JSON.stringify(area)}: ["name"] }`);
      await expect(savePreferences(ctx, { columns }), area).rejects.toMatchObject({ code: "invalid" });
    }
    await savePreferences(ctx, { columns: { agents: ["name", "tier"] } });
    const { preferences } = await db().person.findUniqueOrThrow({ where: { id: ID } });
    expect(preferences).toMatchObject({ columns: { agents: ["name", "tier"] } });
  });
});

describe("O5 a saved view is a query and nothing else", () => {
  // A default view is a redirect: what the address would drop leads back to the list, and from there here again.
  it.each(["q=a\r\nset-cookie: x=1", "q=\0", "q=é", "q=\ud800", "#q=a", "&", "=", "&&&", "?", " "])(
    "refuses %j",
    async (query) => {
      await expect(saveView(ctx, { ...view, query })).rejects.toMatchObject({ code: "invalid" });
    },
  );

  it("keeps what a list's address is made of, and the whole list as an empty one", async () => {
    for (const query of ["", "people=mine&tier=high,critical&q=a%20b", "q=%C3%A9+x&sort=name"]) {
      const { viewId } = await saveView(ctx, { ...view, query });
      expect(await listViews(ctx, { area: "agents" })).toMatchObject([{ id: viewId, query }]);
      await deleteView(ctx, { viewId });
    }
  });

  it("is one of a hundred at most in each list", async () => {
    await db().savedView.createMany({
      data: Array.from({ length: 100 }, (_, n) => ({
        ...view,
        isDefault: false,
        name: `View ${n}`,
        id: `vew_${n}`,
        personId: ID,
      })),
    });
    await expect(saveView(ctx, view)).rejects.toMatchObject({ code: "too_large" });
    // The name is taken by one of the hundred: that one is replaced.
    await saveView(ctx, { ...view, name: "View 7" });
  });
});
