import { minted, type Origin, type SystemActor } from "./actor";

const nowhere: Origin = { ip: "", requestId: "" };

/** Lodge itself acting inside one firm: the worker and the command line. */
export const systemActor = (firmId: string): SystemActor => ({
  [minted]: true,
  kind: "system",
  firmId,
  from: nowhere,
});

/** Somebody not yet known, on one firm's host: may be shown a page, ask for a link and claim one. */
export const strangerActor = (firmId: string, from: Origin): SystemActor => ({
  [minted]: true,
  kind: "stranger",
  firmId,
  from,
});
