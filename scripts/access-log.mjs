// The access log: lines are written some at a time, since every write to a pipe holds the process up.
let lines = "";
const writeMs = 50;

function write() {
  if (lines !== "") process.stdout.write(lines);
  lines = "";
}
process.on("exit", write);

/** One line of the log. */
export function say(level, event, fields) {
  if (lines === "") setTimeout(write, writeMs).unref();
  lines += `${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`;
}

let refused = 0;
const tellMs = 1_000;

/** Counts one that was told to come again. They are logged together, once a second: a line each would be a flood. */
export function sayBusy(state) {
  if (refused++ > 0) return;
  setTimeout(() => {
    say("warn", "overload", { refused, ...state() });
    refused = 0;
  }, tellMs).unref();
}
