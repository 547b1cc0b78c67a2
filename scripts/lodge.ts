import { parseArgs } from "node:util";
import { verbs } from "./lodge-verbs";
import { checkedEnv, insistOnBegun, prepareCommand } from "./setup";
import { tell, Trouble } from "./trouble";
import type { Verb } from "./verb";

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function usage(): string {
  const lines = Object.entries(verbs).map(([name, { options, optional = [], about }]) => {
    const shown = Object.entries(options).map(([option, like]) => {
      const text = `--${dashed(option)} ${like}`;
      return optional.includes(option) ? `[${text}]` : text;
    });
    return `  ${name}  ${shown.join(" ")}\n      ${about}`;
  });
  return `npm run -s lodge -- <noun> <verb> … [--json]\n${lines.join("\n")}`;
}

function found(words: string[]): Verb {
  const verb = verbs[words.join(" ")];
  if (verb) return verb;
  const said = words.length > 0 ? `There is no command "${words.join(" ")}".` : "No command was given.";
  throw new Trouble(`${said} These are there:\n${usage()}`);
}

/** The options' values by their names in code. Throws Trouble for one that is unknown, missing or empty. */
function valuesOf(verb: Verb, given: Record<string, string | boolean | undefined>): Record<string, string> {
  const names = Object.keys(verb.options);
  const unknown = Object.keys(given).find(
    (name) => name !== "json" && !names.some((option) => dashed(option) === name),
  );
  if (unknown)
    throw new Trouble(
      `There is no option --${unknown} here; this command takes ${names.map((n) => `--${dashed(n)}`).join(", ")}.`,
    );
  const isGiven = (name: string) => typeof given[dashed(name)] === "string" && given[dashed(name)] !== "";
  const missing = names.filter((name) => !isGiven(name) && !verb.optional?.includes(name));
  if (missing.length > 0) {
    throw new Trouble(
      missing
        .map((name) => `--${dashed(name)} is missing; give ${verb.options[name] ?? "a value"}.`)
        .join("\n"),
    );
  }
  return Object.fromEntries(names.filter(isGiven).map((name) => [name, String(given[dashed(name)])]));
}

function parsed(): { words: string[]; given: Record<string, string | boolean | undefined> } {
  const names = new Set(Object.values(verbs).flatMap(({ options }) => Object.keys(options).map(dashed)));
  const options = Object.fromEntries([...names].map((name) => [name, { type: "string" as const }]));
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { ...options, json: { type: "boolean" } },
    });
    return { words: positionals, given: values };
  } catch (problem) {
    // Node's own sentence names the option
    throw new Trouble(problem instanceof Error ? (problem.message.split("\n")[0] ?? "") : String(problem));
  }
}

async function main(): Promise<void> {
  const { words, given } = parsed();
  const verb = found(words);
  const act = await verb.prepare(valuesOf(verb, given));
  const say = (line: string) => process.stderr.write(`${line}\n`);
  // settings that were left out would make a demo beside, or on, what they are missing for
  const mayBegin = words[0] === "demo";
  const env = checkedEnv(mayBegin);
  if (!mayBegin) insistOnBegun(env);
  const ready = await prepareCommand(env, say);
  try {
    const { result, sentence } = await act();
    console.log(given["json"] ? JSON.stringify(result) : sentence);
  } finally {
    const { closeDatabase } = await import("@/db/client");
    await closeDatabase();
    await ready.stop();
  }
}

// a stop by hand lets the act end: its database must be stopped with it
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);

try {
  await main();
} catch (problem) {
  tell(problem);
  process.exitCode = 1;
}
