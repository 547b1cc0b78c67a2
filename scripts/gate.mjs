// How many requests are answered at once. The others wait in a line whose end is near, or are told at once to come again
// (docs/decisions/0019-a-line-before-next.md).

/** Bounds of how many are inside: few enough that each is out again soon, enough that the database has work. */
const [fewest, most] = [12, 64];
/** Whoever is inside should be out within about so long. Milliseconds. */
const insideMs = 1_200;
/** How long somebody may have to wait by the pace of late: a page, and a press of somebody who is in. Milliseconds. */
const patience = { page: 1_200, press: 5_000 };
/** What waited for so long in fact is told to come again, should the pace have fallen meanwhile. */
const latest = { page: 3_000, press: 9_000 };
const mostWaiting = 1_000;
/** Milliseconds from one end to the next before anything was measured, and how much one of them counts. */
const [firstPace, share] = [12, 0.05];

/**
 * A gate. `ask` lets in, at once or later, or refuses, at once or later: exactly one of `enter` and `refuse(seconds)` is
 * called, unless `leave` comes before. `enter` is given what `ask` returns: `leave` is called when the answer is out or the
 * asker gone, as often as one likes; `lend` gives the place back while the asker, not the process, is slow, and `take` has
 * it again.
 */
export function makeGate(now = () => performance.now()) {
  const lines = { press: new Set(), page: new Set() };
  let inside = 0;
  let pace = firstPace;
  let lastEnd;
  let turn = 0;
  let sweeping;
  let filling = false;

  const room = () => Math.min(most, Math.max(fewest, Math.floor(insideMs / pace)));
  const waiting = () => lines.press.size + lines.page.size;
  /** A spread, so that those who were refused together do not come again together. */
  const seconds = () => 2 + Math.floor(Math.random() * 4);

  /** Two presses, then a page: presses go first, and pages do not wait for ever. */
  function next() {
    turn = (turn + 1) % 3;
    const first = turn === 0 ? lines.page : lines.press;
    const line = first.size > 0 ? first : first === lines.page ? lines.press : lines.page;
    const [ticket] = line;
    line.delete(ticket);
    return ticket;
  }

  /** Whoever is let in may give its place back at once: that is seen by this loop, not by one within it. */
  function fill() {
    if (filling) return;
    filling = true;
    try {
      while (waiting() > 0 && inside < room()) letIn(next());
    } finally {
      filling = false;
    }
  }

  function letIn(ticket) {
    ticket.line = undefined;
    ticket.holds = true;
    inside += 1;
    ticket.enter(ticket.handle);
  }

  function giveBack(ticket, isEnd) {
    if (!ticket.holds) return;
    ticket.holds = false;
    // only while all places are taken does the time between two ends tell how fast the process is; a place that is lent is no end
    if (isEnd) {
      const at = now();
      const isBusy = waiting() > 0;
      if (isBusy && lastEnd !== undefined) pace += (at - lastEnd - pace) * share;
      lastEnd = isBusy ? at : undefined;
    }
    inside -= 1;
    fill();
  }

  function sweep() {
    const at = now();
    for (const kind of ["press", "page"])
      for (const ticket of lines[kind]) {
        if (at - ticket.since < latest[kind]) break;
        lines[kind].delete(ticket);
        ticket.line = undefined;
        ticket.refuse(seconds());
      }
    if (waiting() > 0) return;
    clearInterval(sweeping);
    sweeping = undefined;
  }

  /** What whoever asked holds in hand. */
  const handleOf = (ticket) => ({
    leave() {
      ticket.isGone = true;
      ticket.line?.delete(ticket);
      ticket.line = undefined;
      giveBack(ticket, true);
    },
    lend: () => giveBack(ticket, false),
    take() {
      if (ticket.isGone || ticket.holds) return;
      ticket.holds = true;
      inside += 1;
    },
  });

  return {
    /** How it stands, for the log. */
    state: () => ({ inside, waiting: waiting(), room: room() }),
    /** @returns {{ leave: () => void, lend: () => void, take: () => void }} */
    ask(kind, { enter, refuse }) {
      const line = lines[kind];
      const ticket = {
        enter,
        refuse,
        since: now(),
        holds: false,
        line: undefined,
        isGone: false,
        handle: undefined,
      };
      ticket.handle = handleOf(ticket);
      // a press waits for presses only, by two turns of three
      const ahead = kind === "press" ? line.size * 1.5 : waiting();
      if (waiting() === 0 && inside < room()) letIn(ticket);
      else if (waiting() >= mostWaiting || ahead * pace > patience[kind]) {
        ticket.isGone = true;
        refuse(seconds());
      } else {
        line.add(ticket);
        ticket.line = line;
        sweeping ??= setInterval(sweep, 200).unref();
      }
      return ticket.handle;
    },
  };
}
