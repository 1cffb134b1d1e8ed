import type { SqlTx } from "@/lib/db";
import type { SignedVote } from "../signoff-digest";

export type UnsignedVote = SignedVote;

interface Whose {
  campaignId: string;
  stage: number;
  personId: string;
}

/** What a person decided in a stage and has not signed, in order of number; the items are held until commit. */
export async function holdDecided(tx: SqlTx, { campaignId, stage, personId }: Whose): Promise<UnsignedVote[]> {
  const { rows: held } = await tx.query<{ number: number }>(
    `select i.number from campaign_items i where i.campaign_id = $1 and i.stage = $2 and i.state = 'decided'
       and i.number = any(array(select v.number from campaign_votes v
         where v.campaign_id = $1 and v.person_id = $3 and v.stage = $2 and v.current and v.signoff_id is null))
     order by i.number for no key update`,
    [campaignId, stage, personId],
  );
  // Read after the items are held: whoever changed a vote meanwhile has committed, and what is signed is what stands.
  const { rows } = await tx.query<UnsignedVote>(
    `select v.number, v.stage, v.decision, v.reason, v.text, v.change, encode(v.digest, 'hex') as digest, v.at
     from campaign_votes v where v.campaign_id = $1 and v.stage = $2 and v.person_id = $3 and v.number = any($4)
       and v.current and v.signoff_id is null order by v.number`,
    [campaignId, stage, personId, held.map(({ number }) => number)],
  );
  return rows;
}

export async function insertSignoff(
  tx: SqlTx,
  row: Whose & { id: string; items: number; digest: string },
): Promise<void> {
  await tx.query(
    "insert into campaign_signoffs (id, campaign_id, stage, person_id, items, digest) values ($1, $2, $3, $4, $5, $6)",
    [row.id, row.campaignId, row.stage, row.personId, row.items, row.digest],
  );
}

/** Signs these votes; items on which no vote is unsigned any more are signed off. */
export async function signVotes(
  tx: SqlTx,
  given: Whose & { signoffId: string; numbers: readonly number[] },
): Promise<void> {
  const { signoffId, campaignId, stage, personId, numbers } = given;
  await tx.query(
    `update campaign_votes set signoff_id = $1
     where campaign_id = $2 and stage = $3 and person_id = $4 and number = any($5) and current and signoff_id is null`,
    [signoffId, campaignId, stage, personId, numbers],
  );
  // By itself: joined with what is updated, the votes of the whole stage would be read for each item while the planner knows few of them.
  const { rows: others } = await tx.query<{ number: number }>(
    `select distinct v.number from campaign_votes v
     where v.campaign_id = $1 and v.number = any($2) and v.stage = $3 and v.current and v.signoff_id is null`,
    [campaignId, numbers, stage],
  );
  const unsigned = new Set(others.map(({ number }) => number));
  await tx.query(
    `update campaign_items i set state = 'signed_off', signed_at = clock_timestamp(), version = i.version + 1
     where i.campaign_id = $1 and i.number = any($2) and i.state = 'decided'`,
    [campaignId, numbers.filter((number) => !unsigned.has(number))],
  );
}
