import { apiRoute } from "@/lib/api/door";

type Context = { params: Promise<{ path?: string[] }> };

/** The HTTP API (I1): every address and method below /api/v1. */
const answer = async (request: Request, { params }: Context): Promise<Response> =>
  apiRoute(request, (await params).path ?? []);

export {
  answer as GET,
  answer as POST,
  answer as PATCH,
  answer as DELETE,
  answer as PUT,
  answer as HEAD,
  answer as OPTIONS,
};
