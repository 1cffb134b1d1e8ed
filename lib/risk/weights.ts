/**
 * How much each cue counts. `side`: towards "it has a side effect"; `harm`: towards "what existed is changed, replaced,
 * interrupted or removed" rather than added to. Points add up (times the share of the cue, 0..1); a sum above zero
 * decides. All values are rounded by hand, so that a person can follow a sum on paper.
 */
export interface Weight {
  side: number;
  harm: number;
}

/** Where nothing is known a side effect is assumed: a read taken for a write costs a question, the reverse an accident. */
export const START: Weight = { side: 1.5, harm: -0.1 };

export const WEIGHTS: Readonly<Record<string, Weight>> = {
  "name.read": { side: -2.75, harm: -2 },
  "name.compute": { side: -1.5, harm: -2 },
  "name.make": { side: 0, harm: -1.5 },
  "name.add": { side: 3, harm: -1 },
  "name.change": { side: 3.5, harm: 1.5 },
  "name.destroy": { side: 4, harm: 3 },
  "name.run": { side: 2.5, harm: 0 },
  "name.operate": { side: 3, harm: -1 },
  "name.control": { side: 3, harm: 0.5 },
  "name.manage": { side: 1, harm: 0.3 },

  "lead.read": { side: -2.25, harm: -1.5 },
  "lead.compute": { side: -1.25, harm: -1.75 },
  "lead.make": { side: 0, harm: -1.25 },
  "lead.add": { side: 2.5, harm: -0.75 },
  "lead.change": { side: 3.25, harm: 1.5 },
  "lead.destroy": { side: 3.5, harm: 2.5 },
  "lead.run": { side: 2, harm: 0 },
  "lead.operate": { side: 2.75, harm: -1 },
  "lead.control": { side: 2.5, harm: 0.5 },
  "lead.manage": { side: 0.75, harm: 0.3 },

  "also.read": { side: -0.75, harm: -0.5 },
  "also.compute": { side: -0.5, harm: -0.5 },
  "also.make": { side: 0, harm: 0 },
  "also.add": { side: 0.75, harm: -0.25 },
  "also.change": { side: 1, harm: 0.5 },
  "also.destroy": { side: 1, harm: 0.75 },
  "also.run": { side: 0.75, harm: 0 },
  "also.operate": { side: 0.75, harm: -0.25 },
  "also.control": { side: 0.75, harm: 0 },

  "choice.add": { side: 3, harm: 0 },
  "choice.change": { side: 3.5, harm: 1.5 },
  "choice.destroy": { side: 4, harm: 3 },
  "choice.run": { side: 2, harm: 0 },
  "choice.control": { side: 2, harm: 0.5 },

  "says.read-only": { side: -2.5, harm: -1 },
  "says.irreversible": { side: 1, harm: 1.5 },
  "says.destructive": { side: 1.5, harm: 1.5 },
  "says.replaces": { side: 0.25, harm: 1.5 },
  "says.caution": { side: 1, harm: 0 },
  "says.mutates": { side: 1.5, harm: 0.25 },
  "says.creates-missing": { side: 5, harm: 0 },
  "says.hidden-work": { side: 5, harm: 0 },
  "says.keeps": { side: 2, harm: 0 },
  "says.marks": { side: 2, harm: 0.5 },
  "says.existing": { side: 0, harm: 0.5 },
  "says.returns": { side: -0.25, harm: 0 },
  "says.any-request": { side: 0.25, harm: 0 },

  "takes.paging": { side: -0.5, harm: 0 },
  "takes.query": { side: -0.5, harm: 0 },
  "takes.content": { side: 0.75, harm: 0 },
  "takes.code": { side: 0.5, harm: 0.5 },
  "takes.confirmation": { side: 1, harm: 0.75 },
  "takes.recipient": { side: 1, harm: 0 },
  "takes.output": { side: 1.5, harm: 0 },
  "takes.money": { side: 0.25, harm: 0 },

  "runs.code": { side: 3, harm: 1.5 },
  "asks.agent": { side: 4, harm: 1.5 },
  "runs.sql": { side: 4.25, harm: 4 },
  "adds.infrastructure": { side: 0, harm: 2 },
  "adds.secret": { side: 0, harm: 2.5 },
};
