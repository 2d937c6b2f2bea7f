import { HOMES_CLAIM } from "../../constructs/jupyter-hub/names";
import { HubUser, openBrowser } from "../browser";
import { measured, noneOf, passwords, reachable, SERVERS } from "../hub-visit";
import { HOMES_CELL, SESSION_CELL, USER } from "../notebooks";
import type { Run } from "../run";
import { JOBS } from "../spark";
import { demand, type Step } from "../step";

/** Takes the notebooks out of the project and puts them in again. */
export const notebooksAgain: Step = {
  name: "notebooks-again",
  proves:
    "homes and accounts are as they were when notebooks are taken out of the file and put in again; a notebook stays open for the destroy",
  after: ["notebooks-idle"],
  run: async (run) => {
    const whole = run.project;
    const { notebooks, ...without } = whole;
    const out = await run.deploy(without);
    demand(out.code === 0, `deploy without notebooks ended with ${out.code}`);
    await run.until("the end of the hub", () => noneOf(run, "--selector=app=jupyterhub"));
    demand((await phaseOfHomes(run)) === "Bound", "the claim of the homes is gone");
    const { idleHours: _short, ...lasting } = notebooks!;
    const { code } = await run.deploy({ ...whole, notebooks: lasting });
    demand(code === 0, `deploy with notebooks again ended with ${code}`);

    const { host } = lasting;
    const browser = await openBrowser(host, await reachable(run, host));
    const user = await HubUser.at(browser, `http://${host}`, USER, passwords.get(run)!);
    demand(await user.logIn(), `${USER} has an account from before, and was not let in`);
    await user.start();
    await user.openNotebook();
    await user.runCell(HOMES_CELL);
    const seen = await user.output("home");
    demand(seen.includes("counts.parquet"), `${USER} had a file at home, and sees ${seen}`);
    await user.runCell(SESSION_CELL);
    await measured(run, "the session has its executors", () => user.output("executors"));
    await browser.close();
    demand((await noneOf(run, SERVERS)) === undefined, "no notebook is open");
    return seen;
  },
};

async function phaseOfHomes(run: Run): Promise<string | undefined> {
  const { status } = await run.kubernetes!.get<{ status: { phase?: string } }>("persistentvolumeclaim", HOMES_CLAIM, `--namespace=${JOBS}`);
  return status.phase;
}
