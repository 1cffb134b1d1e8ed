import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { Time } from "@/components/ui/time";
import type { ContentsView } from "@/lib/evidence/views";
import { sizeText } from "./words";

export interface ContentsProps {
  contents: ContentsView;
  /** SHA-256 of the manifest. */
  manifest: string;
}

/** What is in an export, file by file, and what it is proved by. */
export function Contents({ contents, manifest }: ContentsProps) {
  const { asOf, first, last, origin, size, files } = contents;
  return (
    <Card>
      <CardHeader title="What is in it" description="As its manifest says; the log has the manifest's digest." />
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
          <dt className="text-muted-foreground">Gathered</dt>
          <dd>
            <Time at={asOf} format="exact" />
          </dd>
          <dt className="text-muted-foreground">Events from</dt>
          <dd>
            {first && last ? (
              <>
                <Time at={first} format="exact" /> to <Time at={last} format="exact" />
              </>
            ) : (
              "no event matched"
            )}
          </dd>
          <dt className="text-muted-foreground">Proved under</dt>
          <dd className="[overflow-wrap:anywhere]">
            the signed root of {size.toLocaleString("en")} entries of {origin}
          </dd>
          <dt className="text-muted-foreground">Manifest, SHA-256</dt>
          <dd>
            <CopyId
              id={manifest}
              what="digest of the manifest"
              className="-ml-1 text-left [&>.truncate]:whitespace-normal [&>.truncate]:break-all"
            />
          </dd>
        </dl>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways is reached by keyboard */}
        <section aria-label="Files" tabIndex={0} className="more-right overflow-x-auto">
          <table className="w-full text-left">
            <thead className="text-muted-foreground text-xs">
              <tr>
                <th scope="col" className="py-1 pr-4 font-medium">
                  File
                </th>
                <th scope="col" className="py-1 pr-4 text-right font-medium">
                  Rows
                </th>
                <th scope="col" className="py-1 pr-4 text-right font-medium">
                  Size
                </th>
                <th scope="col" className="py-1 font-medium">
                  SHA-256
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-border">
              {files.map((file) => (
                <tr key={file.name}>
                  <td className="py-1.5 pr-4 font-mono text-xs">{file.name}</td>
                  <td className="py-1.5 pr-4 text-right tabular-nums">{file.rows?.toLocaleString("en") ?? "–"}</td>
                  <td className="whitespace-nowrap py-1.5 pr-4 text-right tabular-nums">{sizeText(file.bytes)}</td>
                  <td className="py-1.5">
                    <CopyId id={file.sha256} what={`digest of ${file.name}`} short className="-ml-1" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </CardContent>
    </Card>
  );
}
