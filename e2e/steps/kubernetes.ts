import { call } from "../api-server";
import { Kubernetes } from "../kubernetes";
import { whyNoKubectl } from "../preconditions";
import { textOf } from "../../operate/openstack/rows";
import type { Run } from "../run";
import { demand, NotRun, type Step } from "../step";

/** Longest wait for the API of a cluster that Magnum calls complete, in seconds. */
const API_SECONDS = 300;

/** Longest wait for the load balancer of a Service, in seconds; clouds whose load balancers are virtual machines need minutes. */
const LOAD_BALANCER_SECONDS = 300;

/** Longest wait for the controller of Services to begin, in seconds. */
const CONTROLLER_SECONDS = 60;

const PROBE = "e2e-probe";

/** Fetches a kubeconfig, and asks the API with it. */
export const kubernetesApi: Step = {
  name: "kubernetes",
  proves: "the kubeconfig from Magnum opens the Kubernetes API",
  after: ["deploy"],
  run: async (run) => {
    const noKubectl = whyNoKubectl();
    if (noKubectl !== undefined) throw new NotRun(noKubectl);
    if (run.options.afterCreate !== undefined) await call(run, "--after-create", run.options.afterCreate, [run.name]);
    const file = run.file("kubeconfig");
    const { code } = await run.command("kubeconfig", ["--output", file]);
    demand(code === 0, `kubeconfig ended with ${code}`);
    const kubernetes = new Kubernetes(file);
    try {
      await run.until(
        "the Kubernetes API",
        () =>
          kubernetes.run("get", "--raw=/readyz").then(
            () => true,
            () => undefined,
          ),
        API_SECONDS,
      );
    } catch {
      run.check();
      throw new NotRun(`no Kubernetes API answers within ${API_SECONDS} s; --after-create names a program that brings one`);
    }
    run.kubernetes = kubernetes;
    const nodes = await kubernetes.get<{ items: unknown[] }>("nodes");
    return `${nodes.items.length} nodes`;
  },
};

/** Looks whether the cluster has a cloud controller. */
export const cloudController: Step = {
  name: "cloud-controller",
  proves: "a Service of type LoadBalancer gets a load balancer of Octavia and gives it back",
  after: ["kubernetes"],
  run: async (run) => {
    const kubernetes = run.kubernetes!;
    const cluster = await run.magnum.cluster(run.name);
    const name = `kube_service_${cluster!.uuid}_${PROBE}_probe`;
    const isThere = async (): Promise<true | undefined> => ((await loadBalancers(run)).includes(name) ? true : undefined);
    const service = { type: "LoadBalancer", selector: { app: "probe" }, ports: [{ port: 80 }] };
    await kubernetes.apply(
      { apiVersion: "v1", kind: "Namespace", metadata: { name: PROBE } },
      { apiVersion: "v1", kind: "Service", metadata: { name: "probe", namespace: PROBE }, spec: service },
    );
    try {
      try {
        await run.until("a load balancer", isThere, CONTROLLER_SECONDS);
      } catch {
        run.check();
        throw new NotRun(`no load balancer ${name} within ${CONTROLLER_SECONDS} s: the cluster has no cloud controller`);
      }
      await run.until("the address of the Service", () => addressOf(run, PROBE, "probe"), LOAD_BALANCER_SECONDS);
      run.hasLoadBalancers = true;
    } finally {
      await kubernetes.run("delete", "namespace", PROBE, "--wait=false");
    }
    await run.until("the end of the load balancer", async () => ((await isThere()) ? undefined : true), LOAD_BALANCER_SECONDS);
    return "";
  },
};

/**
 * Names of the load balancers that there are.
 *
 * @param run - the run
 */
export async function loadBalancers(run: Run): Promise<string[]> {
  return (await run.cloud.list("load-balancer", "/lbaas/loadbalancers")).map((row) => textOf(row, "name") ?? "");
}

/**
 * Address of a Service's load balancer.
 *
 * @param run - the run
 * @param namespace - its namespace
 * @param name - its name
 * @returns undefined if it has none yet
 */
export async function addressOf(run: Run, namespace: string, name: string): Promise<string | undefined> {
  interface Service {
    readonly status: { readonly loadBalancer: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] } };
  }
  const { status } = await run.kubernetes!.get<Service>("service", name, `--namespace=${namespace}`);
  const [ingress] = status.loadBalancer.ingress ?? [];
  return ingress?.ip ?? ingress?.hostname;
}
