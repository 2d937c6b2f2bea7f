import { NODE_EXPORTER_WORKLOAD } from "../../constructs/monitoring/charts";
import { monitoringProblems } from "../../constructs/monitoring/monitoring-checks";
import { ALERTMANAGER_DISK_GIB, MONITORING_NAMESPACE } from "../../constructs/monitoring/names";
import { show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import { requireKnown, type Report } from "../schema/report";
import type { Site } from "../schema/site";
import { checkLoginPage } from "./ingress";
import type { PlatformPart } from "./part";
import { blockClasses, classesOf, isOfCloud, requireKept } from "./storage-classes";

const TRIAL = "log in at Grafana's page with a new window that has no cookies";

/** Prometheus, Alertmanager and Grafana. */
export const monitoring: PlatformPart = {
  construct: "monitoring",
  check: checkMonitoring,
  charts: (project) => (project.monitoring ? [{ chart: "kubePrometheusStack", values: project.monitoring.values }] : []),
  namespaces: (project) => (project.monitoring ? [MONITORING_NAMESPACE] : []),
  pods: (project) => (project.monitoring?.nodeExporter ? [NODE_EXPORTER_WORKLOAD] : []),
  demand: (project) => {
    const { monitoring: watch, ingress } = project;
    if (!watch) return {};
    const { storageClass, sizeGiB } = watch.disk;
    return {
      volumes: isOfCloud(project, storageClass)
        ? [
            { what: "disk of Prometheus", count: 1, sizeGiB },
            { what: "disk of Alertmanager", count: 1, sizeGiB: ALERTMANAGER_DISK_GIB },
          ]
        : [],
      // Traefik has one for all hosts.
      loadBalancers: ingress?.kind === "octavia" ? [{ what: `ingress of ${watch.host}`, amount: 1, isFloating: ingress.floating }] : [],
    };
  },
  // One revision for all, as each part has one: those that are not rotated are written again from their variables, as they were.
  credentials: {
    monitoring_admin: { source: "random", revision: "monitoring.credentialsRevision", trial: TRIAL },
    monitoring_login: { source: "provider", revision: "monitoring.credentialsRevision", trial: TRIAL },
    monitoring_receiver: {
      source: "provider",
      revision: "monitoring.credentialsRevision",
      trial: "make an alert with `amtool alert add trial` in the pod of Alertmanager, and see it arrive",
    },
    monitoring_hub: {
      source: "random",
      revision: "monitoring.credentialsRevision",
      trial: 'see the hub up among the targets of Prometheus: `up{job="hub"}` is 1',
    },
  },
};

function checkMonitoring(project: ProjectData, site: Site, report: Report): void {
  const { monitoring: watch, ingress, notebooks, storage, tier } = project;
  if (!watch) return;
  if (!ingress) {
    report(
      ["monitoring", "host"],
      `needs ingress, which leads the host to Grafana, got ${show(watch.host)}; add ingress with kind "traefik"`,
    );
  }
  const route = (ingress?.routes ?? []).findIndex(({ host }) => host === watch.host);
  const taken = route !== -1 ? `ingress.routes[${route}]` : notebooks?.host === watch.host ? "notebooks" : undefined;
  if (taken !== undefined) report(["monitoring", "host"], `must be a host of its own, got ${show(watch.host)}, which is that of ${taken}`);
  checkLoginPage(["monitoring", "tlsSecret"], watch.tlsSecret, project, site, report);
  const classes = blockClasses(project);
  const { storageClass } = watch.disk;
  const at = ["monitoring", "disk", "storageClass"];
  requireKnown(
    at,
    storageClass,
    classes.map(({ name }) => name),
    classesOf(storage),
    report,
  );
  if (tier === "prod") requireKept(at, storageClass, classes, "samples", report);
  for (const { path, message } of monitoringProblems({ ...watch, values: watch.values ?? {} })) report(["monitoring", ...path], message);
}
