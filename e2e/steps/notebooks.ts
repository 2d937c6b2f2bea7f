import { randomBytes } from "node:crypto";
import { CHARTS } from "../../constructs/charts";
import { HOMES_CLAIM } from "../../constructs/jupyter-hub/names";
import { HubUser, openBrowser, whyNoBrowser } from "../browser";
import { missingCharts } from "../chart-server";
import { endVisit, measured, noneOf, passwords, pictureFile, reachable, SERVERS, visits } from "../hub-visit";
import { ADMIN, dataCell, HOMES_CELL, SESSION_CELL, USER, withNotebooks, workCell } from "../notebooks";
import { nodesOf } from "../pods";
import { JOBS, podOf, SHARED, sparkOf } from "../spark";
import { demand, NotRun, type Step } from "../step";
import { demandNoChanges } from "./cluster";
import { givesAddresses } from "./spark";

/** Longest wait for the proxy to know a new hub, in seconds. */
const ROUTE_SECONDS = 60;

/** Hours without work after which a server ends, so short that a run can wait for it. */
const IDLE_HOURS = 0.02;

/** How long a notebook works while the hub is restarted, in seconds. */
const WORK_SECONDS = 45;

/** Deploys the hub; where no pods run, the API server has admitted all of it. */
export const deployNotebooks: Step = {
  name: "notebooks",
  proves: "hub, proxy and homes are deployed under Pod Security restricted, and a second deploy finds nothing to do",
  after: ["platform"],
  run: async (run) => {
    const missing = run.options.charts === undefined ? [] : missingCharts(run.options.charts, [CHARTS.sparkOperator, CHARTS.jupyterHub]);
    if (missing.length > 0) throw new NotRun(missing.join("; "));
    const ingress = run.project.ingress ?? ((await givesAddresses(run)) ? run.settings.project.ingress : undefined);
    if (ingress?.kind !== "traefik")
      throw new NotRun("the cluster gives Services no addresses, so the project has no ingress of kind traefik");
    const nodeSelector = nodesOf(run);
    const cookie = randomBytes(32).toString("hex");
    run.transcript.replace(cookie, "(sensitive)");
    Object.assign(run.env, { TF_VAR_notebooks_cookie_secret: cookie });
    const values = { ...ingress.values, nodeSelector };
    const { code } = await run.deploy(withNotebooks({ ...run.project, ingress: { ...ingress, values } }, nodeSelector));
    demand(code === 0, `deploy ended with ${code}`);
    await demandNoChanges(run);
    return "";
  },
};

/** Has people sign up and log in, in a browser. */
export const logIn: Step = {
  name: "notebooks-login",
  proves: "an admin signs up and lets somebody in, who was kept out before",
  after: ["notebooks", "pods"],
  run: async (run) => {
    const noBrowser = whyNoBrowser();
    if (noBrowser !== undefined) throw new NotRun(noBrowser);
    const { host } = run.project.notebooks!;
    const browser = await openBrowser(host, await reachable(run, host));
    const password = randomBytes(12).toString("hex");
    run.transcript.replace(password, "(sensitive)");
    passwords.set(run, password);
    const [admin, user] = await Promise.all([ADMIN, USER].map((name) => HubUser.at(browser, `http://${host}`, name, password)));
    visits.set(run, { browser, admin: admin!, user: user! });
    for (const one of [admin!, user!]) run.transcript.line(`${one.name} signs up: ${await one.signUp()}`);
    demand(!(await user!.logIn()), `${USER} was let in before an admin had said so`);
    demand(await admin!.logIn(), `${ADMIN} is an admin, and was not let in`);
    await admin!.letIn(USER);
    demand(await user!.logIn(), `${USER} was not let in`);
    return "";
  },
};

/** Runs cells in JupyterLab. */
export const notebook: Step = {
  name: "notebooks-session",
  proves: "a cell starts a session with two executors, reads a table and writes to the home; its Spark UI is inside the hub",
  after: ["notebooks-login", "spark-session"],
  run: async (run) => {
    const { user } = visits.get(run)!;
    await measured(run, "JupyterLab is open", () => user.start());
    await user.openNotebook();
    await user.runCell(SESSION_CELL);
    run.transcript.line(await measured(run, "the session has its executors", () => user.output("executors")));
    await user.runCell(dataCell(`${SHARED}/session`));
    const rows = await user.output("rows");
    demand(rows === "rows 1000", `the notebook has found ${rows}`);
    const title = await user.visit("sparkui/jobs/");
    demand(title.includes("Spark Jobs"), `the page of the session is '${title}'`);
    await user.picture(pictureFile(run, "notebook"));
    await user.picture(pictureFile(run, "spark-ui"), "sparkui/executors/");
    return `${rows}, ${title}`;
  },
};

/** Looks for one user's home as another one. */
export const homes: Step = {
  name: "notebooks-homes",
  proves: "nobody sees the home of somebody else: not in a notebook, and not by a pod that mounts it",
  after: ["notebooks-session"],
  run: async (run) => {
    const { admin } = visits.get(run)!;
    await admin.start();
    await admin.openNotebook();
    await admin.runCell(HOMES_CELL);
    const seen = await admin.output("home");
    demand(!seen.includes("counts.parquet"), `${ADMIN} sees ${seen}`);
    const { spec, ...rest } = podOf({
      namespace: JOBS,
      name: "thief",
      image: sparkOf(run.project).image,
      nodeSelector: nodesOf(run),
      command: ["ls", "/homes"],
    });
    const [container] = spec.containers;
    const thief = {
      ...rest,
      metadata: { ...rest.metadata, labels: { "spark-app-selector": "thief" } },
      spec: {
        ...spec,
        containers: [{ ...container, volumeMounts: [{ name: "homes", mountPath: "/homes" }] }],
        volumes: [{ name: "homes", persistentVolumeClaim: { claimName: HOMES_CLAIM } }],
      },
    };
    const refusal = await run.kubernetes!.createAs(`system:serviceaccount:${JOBS}:spark`, thief).then(
      () => "",
      (error: unknown) => (error as Error).message,
    );
    demand(
      refusal.includes("pods of sessions mount no homes"),
      `a pod with all homes was not refused as it should be: ${refusal || "it runs"}`,
    );
    return "pods of sessions mount no homes";
  },
};

/** Restarts the hub below a notebook. */
export const restartHub: Step = {
  name: "notebooks-hub",
  proves: "a notebook works on while the hub is restarted",
  after: ["notebooks-session"],
  run: async (run) => {
    const { user } = visits.get(run)!;
    await user.runCell(workCell(WORK_SECONDS));
    await run.kubernetes!.run("rollout", "restart", "deployment/hub", `--namespace=${JOBS}`);
    await measured(run, "the hub is back", () =>
      run.kubernetes!.run("--request-timeout=0", "rollout", "status", "deployment/hub", `--namespace=${JOBS}`, "--timeout=300s"),
    );
    const worked = await user.output("worked");
    // The proxy learns of the new hub a moment after it is ready.
    await run.until(
      `${USER}'s login after the restart`,
      async () => ((await user.logIn().catch(() => false)) ? true : undefined),
      ROUTE_SECONDS,
    );
    return worked;
  },
};

/** Leaves servers alone. */
export const cull: Step = {
  name: "notebooks-idle",
  proves: "a server without work ends, with its session",
  after: ["notebooks-hub"],
  run: async (run) => {
    const { admin, user } = visits.get(run)!;
    for (const one of [admin, user]) await one.leave();
    await endVisit(run);
    const whole = run.project;
    const { code } = await run.deploy({ ...whole, notebooks: { ...whole.notebooks!, idleHours: IDLE_HOURS } });
    demand(code === 0, `deploy ended with ${code}`);
    await measured(run, "no server is left", () => run.until("the end of idle servers", () => noneOf(run, SERVERS)));
    await run.until("the end of their executors", () => noneOf(run, "--selector=spark-role=executor"));
    return "";
  },
};
