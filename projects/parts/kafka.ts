import { KAFKA_CHARTS, operatedPods } from "../../constructs/kafka/charts";
import { kafkaProblems } from "../../constructs/kafka/kafka-checks";
import { KAFKA_NAMESPACE, OPERATOR_NAMESPACE } from "../../constructs/kafka/kafka-names";
import { show } from "../schema/problems";
import type { PlatformData, ProjectData } from "../schema/project";
import { requireKnown, requireKubernetes, type Report } from "../schema/report";
import type { Site } from "../schema/site";
import { allocatableAt, networkPlugin } from "../cloud";
import { octaviaProvider } from "./ingress";
import { nodeGroupSize } from "./node-group-size";
import type { PlatformPart } from "./part";
import { blockClasses, classesOf, isOfCloud, requireKept } from "./storage-classes";

/** Kafka's operator, brokers, topics, users and mirrors. */
export const kafka: PlatformPart = {
  construct: "kafka",
  check: checkKafka,
  charts: (project) => (project.kafka ? [{ chart: "strimziOperator", values: project.kafka.values }] : []),
  namespaces: (project) => (project.kafka ? [KAFKA_NAMESPACE, OPERATOR_NAMESPACE] : []),
  pods: (project) => (project.kafka ? operatedPods(project.kafka.mirrors.map(({ name }) => name)) : []),
  demand: (project) => {
    if (!project.kafka) return {};
    const { brokers, access } = project.kafka;
    const { outside } = access;
    return {
      volumes: isOfCloud(project, brokers.disk.storageClass)
        ? [{ what: "disks of brokers", count: brokers.count, sizeGiB: brokers.disk.sizeGiB }]
        : [],
      loadBalancers:
        outside.kind === "none"
          ? []
          : [{ what: "Kafka's brokers and all of them", amount: brokers.count + 1, isFloating: outside.floating }],
    };
  },
  credentials: {},
};

function checkKafka(project: ProjectData, site: Site, report: Report): void {
  const { kafka: settings, storage, tier, kubernetesVersion } = project;
  if (!settings) return;
  const { brokers } = settings;
  requireKubernetes(["kafka"], kubernetesVersion, KAFKA_CHARTS.strimziOperator.minKubernetes, report);
  const nodeGroup = nodeGroupSize(brokers.nodeGroup, project, site);
  if (!nodeGroup) {
    const groups = ["default-worker", ...project.nodeGroups.map((group) => group.name)];
    requireKnown(["kafka", "brokers", "nodeGroup"], brokers.nodeGroup, groups, "node group", report);
  }
  const classes = blockClasses(project);
  const at = ["kafka", "brokers", "disk", "storageClass"];
  const { storageClass } = brokers.disk;
  requireKnown(
    at,
    storageClass,
    classes.map(({ name }) => name),
    classesOf(storage),
    report,
  );
  const zoned = storage.block?.classes.find(({ name }) => name === storageClass);
  if (zoned?.zone !== undefined && (brokers.zones?.some((zone) => zone !== zoned.zone) ?? false)) {
    report(
      at,
      `must have no zone, or that of kafka.brokers.zones alone, because nodes of other zones cannot mount its volumes, got ${show(storageClass)} of zone ` +
        `${show(zoned.zone)}; name a class without zone`,
    );
  }
  if (tier === "prod") requireKept(at, storageClass, classes, "messages", report);
  const problems = kafkaProblems(
    {
      ...settings,
      diskGiB: brokers.disk.sizeGiB,
      config: settings.config ?? {},
    },
    {
      nodeGroup: brokers.nodeGroup,
      allocatable: nodeGroup && allocatableAt(nodeGroup, site, project.cluster.labels),
      octaviaProvider: octaviaProvider(project, site),
      networkPlugin: networkPlugin(site),
    },
  );
  for (const { path, message } of problems) report(["kafka", ...path], message);
}

/**
 * The node group that brokers run on, with the size of its nodes.
 *
 * @param project - checked project
 * @param site - its site
 * @returns undefined if there is no such group
 */
export function kafkaNodeGroup(project: PlatformData, site: Site) {
  return project.kafka && nodeGroupSize(project.kafka.brokers.nodeGroup, project, site);
}
