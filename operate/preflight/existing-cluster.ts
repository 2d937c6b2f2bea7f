import { clusterName, type ProjectInOpenStack } from "../../projects";
import { DISTRIBUTIONS } from "../magnum/driver-signs";
import type { Cloud } from "../openstack/cloud";
import { textOf, type Row } from "../openstack/rows";
import type { Check } from "./check";

/**
 * Compares what a project's file says of a cluster that was there before it with what Magnum says.
 *
 * @param project - project with `cluster.existing` or `cluster.adopt`
 * @param clusters - login that sees clusters
 * @param all - clusters as Magnum lists them
 * @param flavors - flavors as Nova lists them: Magnum keeps their names, or their ids
 */
export async function existingClusterChecks(
  project: ProjectInOpenStack,
  clusters: Cloud,
  all: readonly Row[],
  flavors: readonly Row[],
): Promise<Check[]> {
  const { adopt } = project.cluster;
  const name = clusterName(project);
  const subject = `cluster.${adopt ? "adopt" : "existing"} ${name}`;
  const found = all.filter((row) => row["name"] === name);
  if (found.length === 0) {
    const detail = "this login sees no cluster of that name in Magnum; correct the name, or the clouds.clusters of the site";
    return [{ subject, result: "missing", detail }];
  }
  if (found.length > 1) {
    const detail = `${found.length} clusters have that name, and Magnum shows none by it; one of them must go or have another name`;
    return [{ subject, result: "differs", detail }];
  }
  const path = `/clusters/${String(found[0]!["uuid"])}`;
  const [cluster, listed] = await Promise.all([
    clusters.show("container-infra", path),
    clusters.list("container-infra", `${path}/nodegroups`),
  ]);
  const template = await clusters.show("container-infra", `/clustertemplates/${String(cluster["cluster_template_id"])}`);
  const groups = await Promise.all(listed.map(({ uuid }) => clusters.show("container-infra", `${path}/nodegroups/${String(uuid)}`)));
  return [
    statusCheck(subject, cluster),
    versionCheck(project, cluster),
    driverCheck(project, template),
    ...(adopt ? adoptChecks(adopt, cluster) : []),
    ...groupChecks(project, groups, flavors),
  ];
}

function statusCheck(subject: string, cluster: Row): Check {
  const status = String(cluster["status"]);
  const isRunning = status.endsWith("_COMPLETE") && !status.startsWith("DELETE");
  if (isRunning) return { subject, result: "ok", detail: `is there: ${status}` };
  return { subject, result: "differs", detail: `is ${status}, so nothing can be put into it yet; ask those who run it` };
}

/** What would be another cluster, or an upgrade of this one. */
function adoptChecks(adopt: NonNullable<ProjectInOpenStack["cluster"]["adopt"]>, cluster: Row): Check[] {
  const pairs = [
    ["uuid", adopt.uuid, cluster["uuid"]],
    ["clusterTemplateId", adopt.clusterTemplateId, cluster["cluster_template_id"]],
    ["floatingIpEnabled", adopt.floatingIpEnabled, cluster["floating_ip_enabled"]],
  ] as const;
  return pairs.map(([field, ours, theirs]): Check => {
    const subject = `cluster.adopt.${field}`;
    if (ours === theirs) return { subject, result: "ok", detail: "" };
    return {
      subject,
      result: "differs",
      detail: `is ${String(ours)} in the file and ${String(theirs)} in Magnum; correct the project's file`,
    };
  });
}

function versionCheck({ kubernetesVersion }: ProjectInOpenStack, cluster: Row): Check {
  const running = textOf(cluster, "coe_version")?.replace(/^v/, "");
  if (running === undefined)
    return { subject: "kubernetesVersion", result: "not checkable", detail: "Magnum does not say what the cluster runs" };
  if (running === kubernetesVersion) return { subject: "kubernetesVersion", result: "ok", detail: "" };
  const detail = `is ${kubernetesVersion} in the file, and the cluster runs ${running}; correct the project's file`;
  return { subject: "kubernetesVersion", result: "differs", detail };
}

function driverCheck({ site }: ProjectInOpenStack, template: Row): Check {
  const { driver } = site.magnum;
  const subject = "site.magnum.driver";
  const system = textOf(template, "cluster_distro");
  const takes = DISTRIBUTIONS[driver];
  if (system === undefined)
    return { subject, result: "not checkable", detail: "the cluster's template does not say of which system its nodes are" };
  if (takes.includes(system)) return { subject, result: "ok", detail: `${driver}; nodes are ${system}` };
  return { subject, result: "differs", detail: `is ${driver}, which takes ${takes.join(", ")}; nodes of the cluster are ${system}` };
}

function groupChecks({ cluster, nodeGroups }: ProjectInOpenStack, groups: readonly Row[], flavors: readonly Row[]): Check[] {
  const said = [
    { path: "cluster.controlPlane", flavor: cluster.controlPlane.flavor, of: (row: Row) => row["role"] === "master" },
    { path: "cluster.workers", flavor: cluster.workers.flavor, of: (row: Row) => row["name"] === "default-worker" },
    ...nodeGroups.flatMap(({ name, flavor }, index) =>
      // Those that are made are not there yet.
      cluster.adopt && !cluster.adopt.nodeGroups.includes(name)
        ? []
        : [{ path: `nodeGroups[${index}] ${name}`, flavor, of: (row: Row) => row["name"] === name }],
    ),
  ];
  return said.map(({ path, flavor, of }): Check => {
    const group = groups.find(of);
    if (!group) {
      const names = groups.map((row) => String(row["name"])).join(", ");
      return { subject: path, result: "missing", detail: `the cluster has no such node group, but ${names}; correct the project's file` };
    }
    const theirs = String(group["flavor_id"]);
    const known = flavors.find((row) => row["id"] === theirs);
    const name = (known && textOf(known, "name")) ?? theirs;
    if (name === flavor) return { subject: path, result: "ok", detail: `${String(group["node_count"])} nodes of ${flavor}` };
    return {
      subject: path,
      result: "differs",
      detail: `flavor is ${flavor} in the file and ${name} in the cluster; correct the project's file`,
    };
  });
}
