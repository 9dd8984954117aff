// Runs of a fuller method with a worker that only listens and with clocks that are moved by hand; prints what happened.
import { mock } from "node:test";
import { FullRuns } from "../../publish/web/full-client.mjs";

mock.timers.enable({ apis: ["setTimeout"] });

/** @returns {any} one run that has been posted, with all that was said of it */
function started() {
  const seen = { sent: [], shares: [], results: [], endless: 0 };
  const runs = new FullRuns((message) => seen.sent.push(message.type), () => { seen.endless += 1; });
  const ask = (key) => {
    runs.ask(key, "any", { inputs: {} }, (share) => seen.shares.push(share)).then((result) => seen.results.push(result));
    runs.post();
  };
  ask("one");
  return { runs, seen, ask, tell: (said) => runs.receive({ id: runs.sequence, state: said && JSON.stringify(said) }) };
}

const cases = {
  steps({ tell }) {
    for (let share = 0; share < 1; share += 0.25) {
      mock.timers.tick(9_000); // each step within its limit
      tell({ progress: share });
    }
    tell({ message: { key: "found", gaps: [] }, inputs: {} });
  },
  endlessStep: () => mock.timers.tick(10_000),
  tooManySteps({ tell }) {
    for (let step = 0; step < 8; step += 1) {
      tell({ progress: 0.1 });
      mock.timers.tick(8_000);
    }
  },
  newer({ ask, tell }) {
    ask("two");
    tell({ message: {}, inputs: {} });
  },
  cancelled({ runs, tell }) {
    runs.cancel("another island");
    runs.cancel("one");
    tell({ progress: 0.5 }); // comes too late
  },
  silent: ({ tell }) => tell(null),
  late({ runs, seen }) {
    runs.receive({ id: 99, state: '{"progress": 0.5}' });
    seen.still = runs.run !== null;
  },
};

const found = {};
for (const [name, act] of Object.entries(cases)) {
  const run = started();
  act(run);
  await Promise.resolve();
  await Promise.resolve();
  found[name] = run.seen;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
}
process.stdout.write(JSON.stringify(found));
