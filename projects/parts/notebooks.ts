import type { SettingProblem } from "../../constructs/kit/setting-problem";
import type { HubLogin } from "../../constructs/jupyter-hub/login";
import { hubProblems, notebookMountProblems, type NotebookNodeGroup } from "../../constructs/jupyter-hub/jupyter-hub-checks";
import { objectStoreAuthority } from "../authority";
import { show } from "../schema/problems";
import type { PlatformData, ProjectData } from "../schema/project";
import { requireKnown, type Report } from "../schema/report";
import type { Site } from "../schema/site";
import { allocatableAt } from "../cloud";
import { checkLoginPage } from "./ingress";
import { nodeGroupSize } from "./node-group-size";
import { cephMounts } from "./ceph-storage";
import type { PlatformPart } from "./part";
import { blockClasses, classesOf, isOfCloud, requireKept, sharedClasses } from "./storage-classes";

type Notebooks = NonNullable<PlatformData["notebooks"]>;

/** JupyterHub and the notebooks of its users. */
export const notebooks: PlatformPart = {
  construct: "notebooks",
  check: checkNotebooks,
  charts: (project) => (project.notebooks ? [{ chart: "jupyterHub", values: project.notebooks.values }] : []),
  demand: (project, _site, stage) => {
    const { notebooks: hub, ingress } = project;
    if (!hub) return {};
    const { home, users } = hub;
    const isHomeOfCloud = isOfCloud(project, home.storageClass);
    return {
      volumes: [
        ...(isOfCloud(project, hub.storageClass ?? project.spark?.scratch.storageClass)
          ? [{ what: "database of the hub", count: 1, sizeGiB: 1 }]
          : []),
        ...(home.kind === "claim" && isHomeOfCloud
          ? [{ what: "homes of notebooks", count: stage === "min" ? 0 : users, sizeGiB: home.sizeGiB }]
          : []),
      ],
      shares: home.kind === "shared" && isHomeOfCloud ? [{ what: "homes of notebooks", amount: home.sizeGiB }] : [],
      // Traefik has one for all hosts.
      loadBalancers: ingress?.kind === "octavia" ? [{ what: `ingress of ${hub.host}`, amount: 1, isFloating: ingress.floating }] : [],
    };
  },
  credentials: {
    notebooks_login: {
      source: "provider",
      revision: "notebooks.credentialsRevision",
      trial: "log in at the hub's page with a new window that has no cookies",
    },
    notebooks_cookie: {
      source: "random",
      revision: "notebooks.credentialsRevision",
      trial: "log in at the hub's page again: everybody has been logged out",
    },
  },
};

/**
 * How users log in, with the addresses as they are used.
 *
 * @param login - login of a checked project
 */
export function hubLogin(login: Notebooks["login"]): HubLogin {
  if (login.kind !== "oidc") return login;
  const { issuer, authorizeUrl, tokenUrl, userdataUrl, ...rest } = login;
  const addresses =
    issuer === undefined ? { authorizeUrl: authorizeUrl ?? "", tokenUrl: tokenUrl ?? "", userdataUrl: userdataUrl ?? "" } : { issuer };
  return { ...rest, ...addresses };
}

/**
 * Job namespace of hub and notebooks.
 *
 * @param project - project with notebooks and Spark
 */
export function notebookNamespace({ notebooks, spark }: Pick<PlatformData, "notebooks" | "spark">): string | undefined {
  return notebooks?.namespace ?? spark?.namespaces[0];
}

/**
 * The node group that notebooks run on, with the size of its nodes.
 *
 * @param project - checked project
 * @param site - its site
 * @returns undefined if there is no such group
 */
export function notebookNodeGroup(project: PlatformData, site: Site): NotebookNodeGroup | undefined {
  const name = project.notebooks?.nodeGroup ?? project.spark?.nodeGroup;
  return name === undefined ? undefined : nodeGroupSize(name, project, site);
}

function checkNotebooks(project: ProjectData, site: Site, report: Report): void {
  const { notebooks: hub, spark, ingress, storage, datasets } = project;
  if (!hub) return;
  const at = (...path: SettingProblem["path"]): readonly PropertyKey[] => ["notebooks", ...path];
  if (!spark) report(at(), "must be left out without spark, in whose job namespace hub, notebooks and sessions run");
  if (!ingress)
    report(at("host"), `needs ingress, which leads the host to the hub, got ${show(hub.host)}; add ingress with kind "traefik"`);
  const route = (ingress?.routes ?? []).findIndex(({ host }) => host === hub.host);
  if (route !== -1) report(at("host"), `must be a host of its own, got ${show(hub.host)}, which is that of ingress.routes[${route}]`);
  checkLoginPage(at("tlsSecret"), hub.tlsSecret, project, site, report);
  checkLogin(hub.login, report);
  if (!spark) return;

  if (hub.image !== undefined && hub.image !== spark.image) {
    report(
      at("image"),
      `must be spark.image ${show(spark.image)}, or left out: a session and its executors must have the same Spark, Python and Java, got ${show(hub.image)}`,
    );
  }
  if (hub.namespace !== undefined)
    requireKnown(at("namespace"), hub.namespace, spark.namespaces, "job namespace of spark.namespaces", report);
  const nodeGroup = notebookNodeGroup(project, site);
  if (!nodeGroup && hub.nodeGroup !== undefined) {
    const groups = ["default-worker", ...project.nodeGroups.map((group) => group.name)];
    requireKnown(at("nodeGroup"), hub.nodeGroup, groups, "node group", report);
  }
  const max = spark.executors.max;
  if (hub.executors && hub.executors.max > max) {
    report(at("executors", "max"), `must be at most spark.executors.max ${max}, for which capacity is proved, got ${hub.executors.max}`);
  }
  if (hub.executors && hub.executors.min > hub.executors.max) {
    report(at("executors", "min"), `must be at most max ${hub.executors.max}, got ${hub.executors.min}`);
  }
  checkStorage(project, report);

  const allocatable = nodeGroup && allocatableAt(nodeGroup, site, project.cluster.labels);
  const existing = cephMounts(project);
  const mounts = [...(datasets?.shares ?? []), ...existing, ...spark.volumes];
  const settings = {
    ...hub,
    login: hubLogin(hub.login),
    environment: hub.environment ?? {},
    hasAuthority: objectStoreAuthority(project, site) !== undefined,
    nodeGroup,
    allocatable,
    mounts,
  };
  for (const { path, message } of hubProblems(settings)) report(at(...path), message);
  for (const { path, message } of notebookMountProblems(mounts)) {
    const [index, ...field] = path as [number, ...string[]];
    const places = [
      ...(datasets?.shares ?? []).map((_share, place) => ["datasets", "shares", place]),
      ...existing.map((mount) => mount.path),
      ...spark.volumes.map((_volume, place) => ["spark", "volumes", place]),
    ];
    report([...places[index]!, ...field], message);
  }
  if (hub.home.kind === "shared" && hub.home.storageClass !== undefined) {
    const shared = sharedClasses(project).map(({ name }) => name);
    requireKnown(at("home", "storageClass"), hub.home.storageClass, shared, "class that many nodes can mount", report);
  } else if (hub.home.kind === "shared" && !storage.shared) {
    report(at("home", "kind"), 'must be "claim" without storage.shared, whose class many nodes can mount, got "shared"');
  }
}

function checkLogin(login: Notebooks["login"], report: Report): void {
  if (login.kind !== "oidc") return;
  const urls = ["authorizeUrl", "tokenUrl", "userdataUrl"] as const;
  const given = urls.filter((field) => login[field] !== undefined);
  if (login.issuer !== undefined) {
    for (const field of given) {
      report(["notebooks", "login", field], `must be left out beside issuer, which the hub asks for it, got ${show(login[field])}`);
    }
    return;
  }
  if (given.length === 0) report(["notebooks", "login", "issuer"], `must be given, or ${urls.join(", ")} must, got nothing`);
  else {
    for (const field of urls.filter((name) => !given.includes(name))) {
      report(["notebooks", "login", field], `must be given beside ${given.join(" and ")}, or issuer in the place of all, got nothing`);
    }
  }
}

/** In prod homes stay whatever is deleted. */
function checkStorage(project: ProjectData, report: Report): void {
  const { notebooks: hub, storage, tier } = project;
  const classes = blockClasses(project);
  const names = classes.map(({ name }) => name);
  if (hub!.storageClass !== undefined) requireKnown(["notebooks", "storageClass"], hub!.storageClass, names, classesOf(storage), report);
  const { home } = hub!;
  if (home.kind === "shared" && home.storageClass === undefined) {
    if (tier === "prod" && storage.shared?.reclaimPolicy === "Delete") {
      report(
        ["storage", "shared", "reclaimPolicy"],
        'must be "Retain" in tier prod beside notebooks, whose homes stay, got "Delete"; leave it out',
      );
    }
    return;
  }
  if (home.kind === "claim") requireKnown(["notebooks", "home", "storageClass"], home.storageClass, names, classesOf(storage), report);
  const candidates = home.kind === "claim" ? classes : sharedClasses(project);
  if (tier === "prod") requireKept(["notebooks", "home", "storageClass"], home.storageClass, candidates, "homes", report);
}
