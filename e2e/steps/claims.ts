import { requireOpenStack } from "../../projects";
import * as z from "zod";
import { searchFor } from "../../operate/leftovers/search";
import { findMadeInside } from "../../operate/leftovers/find";
import type { Leftover } from "../../operate/leftovers/leftover";
import type { Run } from "../run";
import { demand, type Step } from "../step";

const NAMESPACE = "e2e-claims";

/** Has a volume, a share and a load balancer made from inside the cluster, or by hand as the cluster would make them. */
export const claims: Step = {
  name: "claims",
  proves: "a volume, a share and a load balancer of the cluster are known as its own",
  after: ["deploy"],
  // Its load balancer holds the network of the cluster.
  undoneBy: "destroy-refused",
  run: async (run) => {
    const hasDrivers = run.hasLoadBalancers && run.kubernetes !== undefined && run.project.storage !== undefined;
    if (hasDrivers) await claim(run);
    else await plant(run);
    const wanted = ["load balancer", "share", "volume"];
    const found = await run.until("volume, share and load balancer", async () => {
      const things = await ofCluster(run);
      return wanted.every((kind) => things.some((thing) => thing.kind === kind)) ? things : undefined;
    });
    for (const { kind, name, status } of found) run.transcript.line(`${kind} ${name} (${status})`);
    return hasDrivers ? "made by the cluster's own controllers" : "planted through OpenStack's APIs, as the cluster would name them";
  },
};

/**
 * What the cluster has made in OpenStack, as the commands know it.
 *
 * @param run - the run
 */
export async function ofCluster(run: Run): Promise<readonly Leftover[]> {
  const search = await searchFor({ project: requireOpenStack(run.parsed()), otherProjects: [] }, []);
  const { left, problems } = await findMadeInside(search);
  for (const problem of problems) run.transcript.line(problem);
  return left;
}

async function claim(run: Run): Promise<void> {
  const { storage } = run.project;
  const metadata = (name: string) => ({ name, namespace: NAMESPACE });
  const claimOf = (name: string, storageClassName: string, mode: string): object => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: metadata(name),
    spec: { storageClassName, accessModes: [mode], resources: { requests: { storage: "1Gi" } } },
  });
  run.transcript.line(`$ kubectl apply: namespace ${NAMESPACE} with claims on both storage classes, a pod, a Service of type LoadBalancer`);
  await run.kubernetes!.apply(
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
    claimOf("block", storage!.block!.classes[0]!.name, "ReadWriteOnce"),
    claimOf("shared", storage!.shared!.className, "ReadWriteMany"),
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: metadata("web"),
      spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 80 }] },
    },
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...metadata("web"), labels: { app: "web" } },
      spec: {
        containers: [{ name: "pause", image: "registry.k8s.io/pause:3.10", volumeMounts: [{ name: "block", mountPath: "/block" }] }],
        volumes: [{ name: "block", persistentVolumeClaim: { claimName: "block" } }],
      },
    },
  );
  const bound = ["wait", "--for=jsonpath={.status.phase}=Bound", "pvc", "--all", `--namespace=${NAMESPACE}`, "--timeout=300s"];
  await run.kubernetes!.run("--request-timeout=0", ...bound);
}

const clusterSchema = z.object({ uuid: z.string(), fixed_subnet: z.string() });

/** The names and marks that cloud controller and CSI drivers give. */
async function plant(run: Run): Promise<void> {
  const { uuid, fixed_subnet: subnet } = clusterSchema.parse(await run.cloud.show("container-infra", `/clusters/${run.name}`));
  const { storage } = run.settings.project;
  const type = storage?.shared?.shareType;
  demand(type !== undefined, "the project has no share type");
  const { protocol } = run.settings.site.shareTypes![type]!;
  const planted = { name: "e2e-planted", size: 1 };
  const volume = { ...planted, metadata: { "cinder.csi.openstack.org/cluster": uuid } };
  await run.cloud.send("POST", "block-storage", "/volumes", { volume });
  const share = { ...planted, share_type: type, share_proto: protocol, metadata: { "manila.csi.openstack.org/cluster": uuid } };
  await run.cloud.send("POST", "shared-file-system", "/shares", { share });
  const loadbalancer = { name: `kube_service_${uuid}_${NAMESPACE}_web`, vip_subnet_id: subnet };
  await run.cloud.send("POST", "load-balancer", "/lbaas/loadbalancers", { loadbalancer });
}
