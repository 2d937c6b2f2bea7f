import { randomBytes } from "node:crypto";
import * as os from "node:os";
import type { ProjectInput } from "../../projects";
import { HubUser, openBrowser } from "../browser";
import { measured, noneOf, reachable, SERVERS } from "../hub-visit";
import { GROUP, STRANGER, USER } from "../notebooks";
import { GROUPS_CLAIM, startOpenIdProvider, type OpenIdProvider } from "../openid-provider";
import { endOf, nodesOf } from "../pods";
import type { Run } from "../run";
import { JOBS, podOf, sparkOf } from "../spark";
import { demand, NotRun, type Step } from "../step";

type NotebooksInput = NonNullable<ProjectInput["notebooks"]>;

/** Logs in at a provider of OpenID Connect. */
export const openId: Step = {
  name: "notebooks-oidc",
  proves: "a provider of OpenID Connect logs people in: whoever is of an allowed group gets a notebook, others are kept out",
  after: ["notebooks-idle"],
  run: async (run) => {
    const whole = run.project;
    const notebooks = whole.notebooks!;
    const url = `http://${notebooks.host}`;
    const address = await addressForPods(run);
    const provider = await startOpenIdProvider(address, `${url}/hub/oauth_callback`, { [USER]: [GROUP], [STRANGER]: ["others"] });
    run.transcript.replace(provider.clientSecret, "(sensitive)");
    run.env["TF_VAR_notebooks_login_secret"] = provider.clientSecret;
    try {
      const { issuer } = provider;
      await deployed(run, whole, loginAt(notebooks, provider, { issuer }));
      const browser = await openBrowser(notebooks.host, await reachable(run, notebooks.host));
      const [user, stranger] = await Promise.all([USER, STRANGER].map((name) => HubUser.at(browser, url, name, "any")));
      const refusal = await stranger!.logInAtProvider();
      demand(refusal !== "", `${STRANGER} is of no allowed group, and was let in`);
      run.transcript.line(`${STRANGER}, of another group: ${refusal.split("\n").at(-1)!}`);
      const answer = await user!.logInAtProvider();
      demand(answer === "", `${USER} is of group ${GROUP}, and was not let in: ${answer}`);
      await measured(run, `${USER}, of group ${GROUP}, has JupyterLab open`, () => user!.start());
      await browser.close();

      const addresses = { authorizeUrl: `${issuer}/auth`, tokenUrl: `${issuer}/token`, userdataUrl: `${issuer}/me` };
      await deployed(run, whole, loginAt(notebooks, provider, addresses));
      const again = await openBrowser(notebooks.host, await reachable(run, notebooks.host));
      const later = await HubUser.at(again, url, USER, "any");
      const refused = await later.logInAtProvider();
      demand(refused === "", `${USER} was not let in where the addresses are named: ${refused}`);
      await again.close();
    } finally {
      provider.stop();
    }
    await run.kubernetes!.run("--request-timeout=0", "delete", "pods", `--namespace=${JOBS}`, SERVERS);
    await run.until("the end of the notebook", () => noneOf(run, SERVERS));
    await deployed(run, whole, notebooks);
    return "by issuer and by addresses";
  },
};

function loginAt(notebooks: NotebooksInput, { clientId }: OpenIdProvider, addresses: object): NotebooksInput {
  const login = { kind: "oidc", clientId, groupsClaim: GROUPS_CLAIM, ...addresses } as NotebooksInput["login"];
  return { ...notebooks, login, allowedGroups: [GROUP], admins: [] };
}

async function deployed(run: Run, whole: ProjectInput, notebooks: NotebooksInput): Promise<void> {
  const { code } = await run.deploy({ ...whole, notebooks });
  demand(code === 0, `deploy ended with ${code}`);
}

/** An address of this machine that pods reach as well: the browser and the hub must find the provider under one name. */
async function addressForPods(run: Run): Promise<string> {
  const own = Object.values(os.networkInterfaces()).flatMap((addresses = []) =>
    addresses.flatMap(({ address, family, internal }) => (family === "IPv4" && !internal ? [address] : [])),
  );
  for (const address of own) {
    const provider = await startOpenIdProvider(address, "http://localhost/", {});
    const name = `reach-${randomBytes(3).toString("hex")}`;
    const script = `import urllib.request; urllib.request.urlopen("${provider.issuer}/.well-known/openid-configuration", timeout=10)`;
    const common = { namespace: JOBS, name, image: sparkOf(run.project).image, nodeSelector: nodesOf(run) };
    try {
      await run.kubernetes!.apply(podOf({ ...common, command: ["python3", "-c", script] }));
      const { phase } = await endOf(run, JOBS, name);
      await run.kubernetes!.run("--request-timeout=0", "delete", "pod", name, `--namespace=${JOBS}`);
      if (phase === "Succeeded") return address;
    } finally {
      provider.stop();
    }
  }
  throw new NotRun(`pods reach this machine at none of ${own.join(", ")}`);
}
