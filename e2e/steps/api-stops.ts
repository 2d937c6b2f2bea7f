import { apiServer } from "../api-server";
import { doneBy, type Ended, type Started } from "../commands";
import type { Run } from "../run";
import { demand, type Step } from "../step";
import { limit, unlimit } from "./chart-fails";
import { demandNoChanges } from "./cluster";
import { withSharedValues } from "./platform";
import { deletePending } from "./release-killed";

/** Stops the API server while a deploy waits for a release. */
export const apiStopsInDeploy: Step = {
  name: "api-stops-deploy",
  proves: "a deploy whose API server stops ends by itself and says so, and the next one makes what it has not",
  after: ["platform"],
  run: async (run) => {
    const pending = (): Promise<{ items: unknown[] }> =>
      run.kubernetes!.get("secrets", "--namespace=manila-csi", "--selector=owner=helm,status=pending-upgrade");
    await limit(run, { pods: "0" });
    run.project = withSharedValues(run.project, { logVerbosityLevel: 5 });
    const started = run.start("deploy", ["--auto-approve"]);
    await run.until("a release that waits for its pods", async () => ((await pending()).items.length > 0 ? true : undefined));
    const { seconds } = await endedWithoutApi(run, started);
    await unlimit(run);
    await goesOn(run);
    await demandNoChanges(run);
    return `ended ${seconds} s after the stop`;
  },
};

/** Stops the API server while a destroy takes the platform away. */
export const apiStopsInDestroy: Step = {
  name: "api-stops-destroy",
  proves: "a destroy whose API server stops says so and leaves the cluster, and the platform comes back by a deploy",
  after: ["platform"],
  run: async (run) => {
    const started = run.start("destroy", ["--auto-approve"]);
    await run.until("the end of something", () => Promise.resolve(doneBy(started.text()).length > 0 ? true : undefined));
    const { seconds, text } = await endedWithoutApi(run, started);
    const gone = doneBy(text).filter(({ address }) => address.startsWith("openstack_"));
    demand(gone.length === 0, `destroy has gone on to the cluster: ${gone.map(({ address }) => address).join(", ")}`);
    await goesOn(run);
    await demandNoChanges(run);
    return `ended ${seconds} s after the stop`;
  },
};

/** How long a command may go on when nothing answers, in seconds: Helm waits for a release as long as its chart says. */
const LONGEST_S = 900;

/** Stops the API server, waits for the command's end, and starts it again whatever came of it. */
async function endedWithoutApi(run: Run, started: Started): Promise<Ended & { readonly seconds: number }> {
  await apiServer(run, "stop");
  const stopped = Date.now();
  let ended: Ended;
  try {
    ended = await started.ended;
  } finally {
    await apiServer(run, "start");
  }
  const seconds = Math.round((Date.now() - stopped) / 1000);
  demand(ended.code === 1, `the command ended with ${ended.code}`);
  demand(seconds <= LONGEST_S, `the command went on for ${seconds} s without an API`);
  demand(
    /connection refused|cannot be reached|unreachable|no route|timed? ?out/i.test(ended.text),
    "the command does not say that the API did not answer",
  );
  return { ...ended, seconds };
}

/** Deploys again, after what it may ask to be done about a release that was under way. */
async function goesOn(run: Run): Promise<void> {
  const { code, text } = await run.deploy();
  if (code === 0) return;
  await deletePending(run, text);
  demand((await run.deploy()).code === 0, "the deploy after that has failed as well");
}
