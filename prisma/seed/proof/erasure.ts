import { recordEvent } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { db, inTransaction } from "@/lib/db";
import { askErasure, confirmErasure } from "@/lib/retention";
import { contextOf, teamId } from "../organisation";
import { ERASED_ID } from "../people";
import { daysBefore } from "../time";

const CAME_DAYS_AGO = 340;
const LEFT_DAYS_AGO = 230;
const ASKED_DAYS_AGO = 12;

/** Somebody who left long ago and asked to be forgotten: two people agreed, and the log stays provable. */
export async function seedErasure(now: Date): Promise<void> {
  if ((await db().erasure.count()) > 0) return;
  await seedFormer(now);
  const { id: erasureId } = await askErasure(contextOf("priya", daysBefore(now, ASKED_DAYS_AGO)), {
    personId: ERASED_ID,
    reason: "Asked by letter to be forgotten, half a year after the end of the contract.",
  });
  await confirmErasure(contextOf("ines", daysBefore(now, ASKED_DAYS_AGO - 1)), { erasureId, version: 1 });
}

async function seedFormer(now: Date): Promise<void> {
  if ((await db().person.count({ where: { id: ERASED_ID } })) > 0) return;
  const [came, left] = [CAME_DAYS_AGO, LEFT_DAYS_AGO].map((days) =>
    systemContext("seed", { now: daysBefore(now, days) }),
  ) as [ReturnType<typeof systemContext>, ReturnType<typeof systemContext>];
  const person = { name: "Torvald Eide", email: "torvald@norvik.example", title: "Accounts payable clerk" };
  await inTransaction(async (tx) => {
    const gone = { status: "deactivated", deactivatedAt: left.now, createdAt: came.now } as const;
    await tx.person.create({ data: { id: ERASED_ID, ...person, teamId: teamId("Payments"), ...gone } });
    await recordEvent(tx, came, {
      type: "person.created",
      targetId: ERASED_ID,
      details: { method: "demo" },
      personal: { name: person.name, email: person.email },
    });
    const reason = "Left the company; the directory closed the account.";
    await recordEvent(tx, left, {
      type: "person.deactivated",
      targetId: ERASED_ID,
      details: { sessionsEnded: 0, reason },
    });
  });
}
