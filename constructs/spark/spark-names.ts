import { TRUST_VOLUMES } from "../kit/trust-names";
import type { MagnumDriver } from "../contracts/magnum-driver";
import { composedNameProblem, namesOfApplication, namesOfScratchClass } from "../kit/composed-names";
import { namespaceProblem } from "../kit/driver-objects";
import { nameProblem } from "../kit/names";
import type { SettingProblem } from "../kit/setting-problem";
import { scheduleProblem } from "./schedule";

/** Namespace of the operator. */
export const SPARK_OPERATOR_NAMESPACE = "spark-operator";

/** Names that Spark, its operator and Kubernetes make others of. */
export interface SparkNames {
  /** Magnum driver of the cluster, where it has one. */
  readonly driver: MagnumDriver | undefined;
  /** Job namespaces. */
  readonly namespaces: readonly string[];
  /** Namespaces of the platform's own pods. */
  readonly platformNamespaces: readonly string[];
  /** Name of the storage class of scratch volumes, where it is known. */
  readonly scratchClass?: string;
  /** Domain of the pages of running jobs. */
  readonly uiHost?: string;
  /** Applications. */
  readonly applications: readonly { readonly name: string; readonly namespace?: string; readonly schedule?: string }[];
  /** Volumes that are made for each job namespace. */
  readonly volumes: readonly { readonly name: string }[];
}

/** Volumes that Spark adds to its pods, and those of a private authority. */
const SPARKS_OWN = [
  "hadoop-properties",
  "krb5-file",
  "pod-template-volume",
  "spark-conf-volume-driver",
  "spark-conf-volume-exec",
  ...Object.values(TRUST_VOLUMES),
];

/**
 * Finds names that cannot be used as Spark and its operator use them.
 *
 * @param names - all names
 */
export function sparkNameProblems(names: SparkNames): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const add = (path: (string | number)[], message: string | undefined): void => {
    if (message !== undefined) problems.push({ path, message });
  };
  for (const [index, name] of names.namespaces.entries()) {
    add(["namespaces", index], nameProblem("label", name) ?? namespaceProblem(name, names.driver, names.platformNamespaces));
  }
  for (const [index, { name }] of names.volumes.entries()) add(["volumes", index, "name"], podVolumeProblem(name));
  const { scratchClass = "" } = names;
  add(["scratch", "storageClass"], composedNameProblem(scratchClass, namesOfScratchClass()));
  const pages = new Map<string, string>();
  for (const [index, { name, schedule, namespace = names.namespaces[0] ?? "" }] of names.applications.entries()) {
    const { uiHost } = names;
    const composed = namesOfApplication({ namespace, isScheduled: schedule !== undefined, uiHost });
    const page = `${name}-${namespace}`;
    const other = pages.get(page);
    const isShared = uiHost !== undefined && schedule === undefined && other !== undefined && other !== `'${name}' in '${namespace}'`;
    const shared = isShared
      ? `must have a page of its own, got '${name}' in '${namespace}', whose '${page}.${uiHost}' is that of ${other}`
      : undefined;
    add(["applications", index, "name"], nameProblem("service", name) ?? composedNameProblem(name, composed) ?? shared);
    if (schedule === undefined) pages.set(page, `'${name}' in '${namespace}'`);
    else add(["applications", index, "schedule"], scheduleProblem(schedule));
  }
  return problems;
}

/**
 * Finds why a volume cannot have a name in the pods of Spark.
 *
 * @param name - name of a claim, which is the name of the volume as well
 * @returns the problem, without the field, or undefined
 * @see https://spark.apache.org/docs/4.0.0/running-on-kubernetes.html#local-storage
 */
export function podVolumeProblem(name: string): string | undefined {
  const problem = nameProblem("label", name);
  if (problem !== undefined) return problem;
  if (name.startsWith("spark-local-dir-")) {
    return `must not begin with 'spark-local-dir-', by which Spark knows its scratch volumes, got '${name}'; 'data-${name.slice(16)}' would do`;
  }
  return SPARKS_OWN.includes(name) ? `must not be '${name}', a volume that Spark adds to its pods; 'data-${name}' would do` : undefined;
}

/**
 * Finds datasets whose volumes would have one name: it is `<namespace>-<dataset>`, and volumes belong to no namespace.
 *
 * @param datasets - names of datasets
 * @param namespaces - job namespaces
 * @returns problems, with the index of the dataset first in their path
 */
export function datasetVolumeProblems(datasets: readonly string[], namespaces: readonly string[]): SettingProblem[] {
  const volumes = new Map<string, string>();
  const problems = new Map<number, SettingProblem>();
  for (const [index, dataset] of datasets.entries()) {
    for (const namespace of new Set(datasets.indexOf(dataset) === index ? namespaces : [])) {
      const volume = `${namespace}-${dataset}`;
      const other = volumes.get(volume);
      const message = `must have a volume of its own, got '${dataset}', whose volume '${volume}' in '${namespace}' is that of ${other}; rename one`;
      if (other !== undefined && !problems.has(index)) problems.set(index, { path: [index, "name"], message });
      volumes.set(volume, `'${dataset}' in '${namespace}'`);
    }
  }
  return [...problems.values()];
}
