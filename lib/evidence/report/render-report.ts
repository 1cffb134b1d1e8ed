import type { Content } from "pdfmake/interfaces";
import { count, figures, grid, heading, inFours, instant, literal, note, pairs, QUIET, renderPdf } from "@/lib/packs";
import { EVENTS_FILE, type Manifest } from "../format/manifest";
import { MOST_LISTED, type Tallies } from "../gathering/tallies";
import type { ExportRecord } from "../store";
import { FORMAT_LABELS } from "../terms";
import { queryLines } from "./words";

export interface ReportFacts {
  asked: Pick<ExportRecord, "id" | "title" | "query" | "formats" | "askedById" | "askedAt" | "expiresAt">;
  askedBy: string;
  asOf: string;
  tallies: Tallies;
  names: ReadonlyMap<string, string>;
  trees: Manifest["trees"];
}

const MOST_COUNTED = 40;

/** The report for people, as PDF. The same facts give the same bytes. */
export function renderReport(facts: ReportFacts): Promise<Buffer> {
  const { asked, asOf } = facts;
  return renderPdf({
    title: literal(asked.title),
    at: asOf,
    foot: `${asked.id}, as of ${instant(asOf)}`,
    content: [...front(facts), ...counted(facts), ...listed(facts), ...custody(facts), ...checking(facts)],
  });
}

function front({ asked, asOf, askedBy, tallies, names, trees }: ReportFacts): Content[] {
  const refused = tallies.events - (tallies.byOutcome.get("done") ?? 0);
  const period =
    tallies.first && tallies.last ? `${instant(tallies.first)} to ${instant(tallies.last)}` : "no event matched";
  return [
    { text: "Countersign evidence", color: QUIET, fontSize: 9 },
    { text: literal(asked.title), style: "title", margin: [0, 2, 0, 2] },
    { text: `Events of the audit log, as they stood on ${instant(asOf)}`, color: QUIET, margin: [0, 0, 0, 6] },
    figures([
      { value: count(tallies.events), label: "events" },
      { value: count(refused), label: "refused or failed" },
      { value: count(tallies.byActor.size), label: "who acted" },
      { value: count(tallies.byAgent.size), label: "agents concerned" },
    ]),
    heading("What was asked"),
    pairs([
      ...queryLines(asked.query, names),
      ["Period of the events", period],
      ["Asked by", `${literal(askedBy)} (${asked.askedById}), ${instant(asked.askedAt.toISOString())}`],
      ["Formats", asked.formats.map((format) => FORMAT_LABELS[format]).join(", ")],
    ]),
    heading("The log that it was taken from"),
    ...trees.map((tree) =>
      pairs([
        ["Log", `${tree.origin}, epoch ${tree.epoch}`],
        ["Signed at", `${count(tree.size)} entries, of which ${count(tree.events)} are in this export`],
        ["Root", tree.root],
        ["Public key", tree.vkey],
        [
          "Witnesses",
          tree.witnessed ? "Others signed this checkpoint as well: proof/cosignatures" : "None signed this checkpoint",
        ],
      ]),
    ),
  ];
}

function counted({ tallies, names }: ReportFacts): Content[] {
  const top = (counts: ReadonlyMap<string, number>) => [...counts].sort(([, one], [, other]) => other - one);
  const table = (title: string, counts: ReadonlyMap<string, number>, label: (key: string) => string): Content[] => [
    heading(title),
    ...grid({
      columns: [
        { title: title.replace("Events by ", "").replace(/^./, (letter) => letter.toUpperCase()), width: "*" },
        { title: "Events", width: 70, right: true },
      ],
      rows: top(counts)
        .slice(0, MOST_COUNTED)
        .map(([key, events]) => [label(key), count(events)]),
      total: counts.size,
      file: EVENTS_FILE,
      none: "There are none.",
    }),
  ];
  const named = (id: string) => (names.has(id) ? `${literal(names.get(id) as string)} (${id})` : literal(id));
  return [
    ...table("Events by kind", tallies.byType, (type) => type),
    ...table("Events by outcome", tallies.byOutcome, (outcome) => outcome),
    ...table("Events by agent", tallies.byAgent, named),
  ];
}

function listed({ tallies, names }: ReportFacts): Content[] {
  const named = (id: string) => literal(names.get(id) ?? id);
  return [
    heading("The events"),
    ...grid({
      columns: [
        { title: "No.", width: 40, right: true },
        { title: "When (UTC)", width: 84 },
        { title: "What", width: 112 },
        { title: "Who", width: "*" },
        { title: "About", width: "*" },
        { title: "Outcome", width: 46 },
      ],
      rows: tallies.listed.map((event) => [
        String(event.seq),
        event.at.replace("T", " ").slice(0, 19),
        event.type,
        named(event.actorId),
        named(event.targetId),
        event.outcome,
      ]),
      total: tallies.events,
      file: `${EVENTS_FILE} (this report lists ${count(MOST_LISTED)} at most)`,
      none: "No event matched what was asked. That, too, is what the log says.",
    }),
  ];
}

function custody({ asked, askedBy, asOf }: ReportFacts): Content[] {
  return [
    heading("Chain of custody so far"),
    pairs([
      [instant(asked.askedAt.toISOString()), `${literal(askedBy)} asked for it`],
      [instant(asOf), "Countersign gathered it from one snapshot of its database"],
      ["From then on", `every opening and download is an event of the log about ${asked.id}`],
      ["Kept until", instant(asked.expiresAt.toISOString())],
    ]),
  ];
}

function checking({ asked, trees }: ReportFacts): Content[] {
  const key = trees.at(-1)?.vkey ?? "";
  const earlier =
    trees.length > 1
      ? "These events stand in several epochs of the log, each with a key of its own: VKEY is then a file that holds them all. "
      : "";
  return [
    heading("How to check this export"),
    note(
      "This report is for reading. What proves it are the files beside it: events.jsonl holds the very bytes that the log hashed, " +
        "proof/hashes.bin the hashes that lead from all of them to the root that the log signed, manifest.json the SHA-256 of every file, " +
        "and anchor.json shows that the log signed the manifest's digest.",
    ),
    { text: "npm run -s countersign -- verify EXPORT.zip --key VKEY", fontSize: 9, bold: true, margin: [0, 2, 0, 4] },
    note(
      "It needs no network, no database and no account. VKEY is the log's public key: take it by a way that you trust, not from this " +
        `export. It is expected to have the fingerprint ${inFours(key.split("+")[1] ?? "-")}. ${earlier}An export that was changed by a single bit is refused. ` +
        "It shows that these events are in the log and were not changed; that no further event matched what was asked, it does not show: " +
        `whoever has the whole log can ask again. Export ${asked.id}.`,
    ),
  ];
}
