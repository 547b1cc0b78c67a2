import "server-only";
import type { z } from "zod";
import type { Program } from "@/lib/access/api-key";
import type { StaffActor } from "@/lib/access/actor";
import type { Power } from "@/lib/access/permissions";
import type { limits } from "@/lib/access/rate-limit";
import type { Scope } from "./scopes";

type Told = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below /api/v1; its one parameter is `{id}`. */
  path: `/${string}`;
  scope: Scope;
  power?: Power;
  /** A limit for each thing it is asked of, besides that of the key. */
  limit?: keyof typeof limits;
  summary: string;
};

type Sent<I, Q> = { id: string; input: I; query: Q };

/** One thing a program can ask: everything that the door checks and the OpenAPI document says. */
export type Endpoint = Told & {
  status: 200 | 201 | 204;
  input?: z.ZodType;
  query?: z.ZodObject;
  output?: z.ZodType;
  act: (staff: StaffActor, sent: Sent<unknown, unknown>) => Promise<unknown>;
};

/** One whose body or answer is a file: it reads and answers for itself, after the door's checks. */
export type FileEndpoint = Told & {
  fileIn: boolean;
  output?: z.ZodType;
  answer: (program: Program, request: Request, id: string) => Promise<Response>;
};

/** An endpoint whose act is checked against its own shapes. */
export function endpoint<
  I extends z.ZodType = z.ZodType<undefined>,
  Q extends z.ZodObject = z.ZodObject,
  O extends z.ZodType = z.ZodType<undefined>,
>(
  given: Told & {
    status?: 200 | 201 | 204;
    input?: I;
    query?: Q;
    output?: O;
    act: (staff: StaffActor, sent: Sent<z.output<I>, z.output<Q>>) => Promise<z.input<O>>;
  },
): Endpoint {
  const { act, status = 200, ...told } = given;
  // the door hands over what these very shapes made
  return { ...told, status, act: act as Endpoint["act"] };
}
