import { z } from "zod";
import { CountersignError } from "@/lib/errors";

const port = z.coerce.number().int().min(1).max(65_535);

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  COUNTERSIGN_SECRET: z.string().min(32),
  COUNTERSIGN_URL: z.url().default("http://localhost:3000"),
  COUNTERSIGN_API_URL: z.url().default("http://localhost:3001"),
  COUNTERSIGN_DEMO: z.enum(["0", "1"]).default("0"),
  COUNTERSIGN_LOG_ORIGIN: z
    .string()
    .regex(/^[^\s+]+$/)
    .default("countersign.local/log"),
  COUNTERSIGN_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  COUNTERSIGN_HOST: z.string().min(1).default("127.0.0.1"),
  COUNTERSIGN_PROXIES: z.coerce.number().int().min(0).max(9).optional(),
  PORT: port.default(3000),
  API_PORT: port.default(3001),
  COUNTERSIGN_INTERNAL_HOSTS: z.string().default(""),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).default("single sign-on"),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_HOST: z.string().min(1).optional(),
  SMTP_PORT: port.optional(),
  SMTP_USER: z.string().min(1).optional(),
  SMTP_PASSWORD: z.string().min(1).optional(),
  SMTP_FROM: z
    .string()
    .regex(/^[^\r\n]{3,200}$/)
    .optional(),
});

export type Environment = z.infer<typeof schema>;

let parsed: Environment | undefined;

/**
 * The settings of this process, read once at first use. Never read at import: `next build` imports every module.
 * @throws CountersignError `unavailable` naming each setting that is missing or malformed (never its value).
 */
export function env(): Environment {
  if (parsed) return parsed;
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
    throw new CountersignError(
      "unavailable",
      `Set ${names.join(", ")}: missing or malformed. docs/install.md lists what each setting takes.`,
    );
  }
  parsed = result.data;
  return parsed;
}
