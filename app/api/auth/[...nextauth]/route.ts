import type { NextRequest } from "next/server";
import { handleAuth, type RouteParams } from "@/lib/auth/handler";
import { DEMO_PEOPLE } from "@/prisma/seed/people";

const DEMO_IDS = DEMO_PEOPLE.map((person) => person.id);

export const GET = (request: NextRequest, route: RouteParams) => handleAuth(request, route, DEMO_IDS);
export const POST = (request: NextRequest, route: RouteParams) => handleAuth(request, route, DEMO_IDS);
