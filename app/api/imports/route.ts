import { requireReach } from "@/lib/access";
import { importFile, planImport } from "@/lib/agents";
import { trustedKeysIn } from "@/lib/agents/rules";
import type { ImportInput } from "@/lib/agents/schema";
import type { Environment } from "@/lib/agents/terms";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { handleRoute } from "@/lib/http/route";

/** The importer's limit and room for the form around the file. */
const MAX_REQUEST_BYTES = 51 * 1024 * 1024;

/**
 * One file as multipart form data. Without `planDigest` nothing is written and the answer is what the file would do; with it
 * the file is imported, provided that it still does exactly that.
 */
export async function POST(request: Request): Promise<Response> {
  return handleRoute(request, async (ctx) => {
    // Said before fifty megabytes are read from somebody who may not import; the verb decides about the team.
    requireReach(ctx, "agents.import");
    const length = Number(request.headers.get("content-length") ?? Number.NaN);
    if (!(length <= MAX_REQUEST_BYTES)) {
      throw new CountersignError("too_large", "A file to import has 50 MB at most. Split it.");
    }
    const input = await inputOf(await formOf(request));
    return Response.json(await run(ctx, input));
  });
}

function run(ctx: Context, input: ImportInput) {
  return input.planDigest ? importFile(ctx, input) : planImport(ctx, input);
}

async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new CountersignError("invalid", "The upload broke off or is not a form. Send the file again.");
  }
}

async function inputOf(form: FormData): Promise<ImportInput> {
  const file = form.get("file");
  if (!(file instanceof File)) throw new CountersignError("invalid", "Choose a file to import.");
  const planDigest = form.get("planDigest");
  return {
    fileName: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
    // The importer's own schema refuses what is no environment, no team or no digest.
    environment: String(form.get("environment")) as Environment,
    teamId: form.has("teamId") ? String(form.get("teamId")) : null,
    own: form.get("own") === "yes",
    trustedKeys: await keysOf(form.get("trustedKeys")),
    ...(planDigest === null ? {} : { planDigest: String(planDigest) }),
  };
}

/** No JWKS means that nobody's signature is trusted; one that cannot be read must not mean the same. */
async function keysOf(jwks: FormDataEntryValue | null): Promise<NonNullable<ImportInput["trustedKeys"]>> {
  if (jwks === null) return [];
  const found = trustedKeysIn(jwks instanceof File ? await jwks.text() : jwks);
  if ("keys" in found) return found.keys;
  const message = "The file of trusted signing keys cannot be used. Choose another one, or none.";
  throw new CountersignError("invalid", message, [{ path: "trustedKeys", message: found.wrong }]);
}
