import { env } from "@/lib/env";
import type { Reader, StoredSchedule } from "./store";

/** The mail that brings a report: no number of it stands in the subject or the text, which pass through the hands of many servers. */
export function reportMail(
  { id, version }: Pick<StoredSchedule, "id" | "version">,
  reader: Reader,
  report: { pdf: Buffer; asOf: string },
) {
  const page = new URL("/posture", env().COUNTERSIGN_URL).href;
  const day = report.asOf.slice(0, 10);
  const lines = [
    `The posture report of ${day} that you asked for is attached.`,
    `Where the organisation stands at this moment, and the rows behind every number: ${page}`,
    "You get it because you asked for it there, and end it there.",
  ];
  return {
    id: `${id}.${version}`,
    to: { name: reader.name, address: reader.email },
    subject: `Posture report, ${day}`,
    text: lines.join("\n\n"),
    html: lines.map((line) => `<p>${line.replace(page, `<a href="${page}">${page}</a>`)}</p>`).join("\n"),
    attachments: [{ filename: `posture-${day}.pdf`, contentType: "application/pdf", content: report.pdf }],
  };
}
