/** What a command gave: for programs (`--json`, snake_case as in the API) and for people. */
type Outcome = { result: Record<string, unknown>; sentence: string };

/** A command: its options by their names in code, each with what it looks like, and those that may be left out. */
export type Verb = {
  about: string;
  options: Record<string, string>;
  optional?: string[];
  /** Checks the values (a ZodError tells) and hands back what does it, once the database is there. */
  prepare: (values: Record<string, string>) => Promise<() => Promise<Outcome>>;
};
