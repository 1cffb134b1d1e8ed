import { CountersignError } from "@/lib/errors";
import { handleRoute } from "@/lib/http/route";
import { exportRegister, exportSuppliers } from "@/lib/suppliers";

/** The register of suppliers as one CSV in words, or as the templates of the register of information in one archive. */
export async function GET(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    const params = new URL(request.url).searchParams;
    const format = params.get("format");
    const day = ctx.now.toISOString().slice(0, 10);
    if (format === "csv") {
      return file(await exportSuppliers(ctx), "text/csv; charset=utf-8", `suppliers-${day}.csv`);
    }
    if (format === "dora") {
      const archive = await exportRegister(ctx, { lei: params.get("lei") ?? "" });
      return file(archive, "application/zip", `register-of-information-${day}.zip`);
    }
    throw new CountersignError("invalid", "Say format=csv or format=dora.");
  });
}

function file(body: string | Uint8Array<ArrayBuffer>, type: string, name: string): Response {
  return new Response(body, {
    headers: { "content-type": type, "content-disposition": `attachment; filename="${name}"` },
  });
}
