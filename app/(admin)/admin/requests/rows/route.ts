import { staffLines } from "../../list/rows-answer";
import { requestLines } from "../request-lines";

/** The rows of one page of the list, while one types or turns the page. */
export const GET = (request: Request): Promise<Response> => staffLines(request, requestLines);
