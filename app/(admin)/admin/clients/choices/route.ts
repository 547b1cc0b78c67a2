import { clientChoices } from "@/lib/clients/list";
import { staffLines } from "../../list/rows-answer";

/** The clients that match what is typed where one is chosen. */
export const GET = (request: Request): Promise<Response> =>
  staffLines(request, ({ actor }, query) => clientChoices(actor, query.get("q") ?? ""));
