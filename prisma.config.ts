import { defineConfig } from "prisma/config";

// The console never asks Prisma's command line to touch a database (it would download an engine);
// only `prisma generate` and `prisma format` use this file. Migrations: scripts/migrate.mjs.
export default defineConfig({ schema: "prisma/schema" });
