import type { SettingProblem } from "../kit/setting-problem";
import { TRUST_VARIABLE_NAMES } from "../kit/trust-names";
import type { SparkApplication, SparkNodeGroup } from "./spark-checks";
import { gpuAmount, SPARK_ROLES, type SparkConf } from "./spark-conf";

/** Where Spark's settings come from, and what fields there are beside them. */
export interface SparkSettings {
  /** Labels that the cluster chooses the nodes of the group by. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Settings of all jobs. */
  readonly conf?: SparkConf;
  /** Jobs, with settings of their own. */
  readonly applications?: readonly Pick<SparkApplication, "sparkConf">[];
  /** Names of the volumes that jobs share. */
  readonly volumes: readonly string[];
  /** Names of the datasets. */
  readonly datasets: readonly string[];
  /** Whether jobs have an object store. */
  readonly hasObjectStore: boolean;
  /** Whether the object store is signed by a private authority, which pods are made to trust. */
  readonly hasAuthority: boolean;
  /** The node group that jobs run on; undefined where there is none of that name. */
  readonly nodeGroup: SparkNodeGroup | undefined;
}

/** A setting that a field writes, for all jobs and for one; a setting that ends in a period stands for all that begin so. */
interface Field {
  readonly setting: string;
  readonly ofAll?: string;
  readonly ofOne?: string;
}

/** For all jobs and for one, the same field. */
const same = (setting: string, field: string): Field => ({ setting, ofAll: field, ofOne: field });

const FIELDS: readonly Field[] = [
  { setting: "spark.app.name", ofOne: "name" },
  same("spark.kubernetes.container.image", "image"),
  { setting: "spark.kubernetes.driver.container.image", ofAll: "image", ofOne: "driver.image" },
  { setting: "spark.kubernetes.executor.container.image", ofAll: "image", ofOne: "executor.image" },
  { setting: "spark.kubernetes.namespace", ofAll: "namespaces", ofOne: "namespace" },
  ...SPARK_ROLES.flatMap((role) => [
    same(`spark.${role}.cores`, `${role}.cores`),
    same(`spark.${role}.memory`, `${role}.memoryGiB`),
    same(`spark.${role}.memoryOverhead`, "memoryOverheadFactor"),
    same(`spark.${role}.memoryOverheadFactor`, "memoryOverheadFactor"),
    same(`spark.${role}.minMemoryOverhead`, "memoryOverheadFactor"),
  ]),
  same("spark.kubernetes.memoryOverheadFactor", "memoryOverheadFactor"),
  { setting: "spark.executor.instances", ofAll: "executors", ofOne: "executor.instances" },
  { setting: "spark.dynamicAllocation.enabled", ofOne: "executor.instances" },
  { setting: "spark.dynamicAllocation.minExecutors", ofAll: "executors.min" },
  { setting: "spark.dynamicAllocation.maxExecutors", ofAll: "executors.max" },
  same("spark.kubernetes.scheduler.name", "schedulerName"),
  ...SPARK_ROLES.map((role) => same(`spark.kubernetes.${role}.scheduler.name`, "schedulerName")),
  same("spark.local.dir", "scratch"),
];

/** Spark takes every claim whose name begins so for its scratch. */
const SCRATCH = "spark-local-dir-";

/**
 * Finds settings that a field writes, which would say one thing to a job and another to everything that counts on the field, and GPUs that
 * nodes do not have.
 *
 * @param settings - all settings of a project's Spark
 */
export function sparkSettingProblems(settings: SparkSettings): SettingProblem[] {
  const { conf = {}, applications = [] } = settings;
  const places = [
    { path: ["conf"], conf, isOne: false },
    ...applications.map(({ sparkConf = {} }, index) => ({ path: ["applications", index, "sparkConf"], conf: sparkConf, isOne: true })),
  ];
  const fields = [...FIELDS, ...fieldsOf(settings)];
  return places.flatMap(({ path, conf, isOne }) =>
    Object.entries(conf).flatMap(([setting, value]) => {
      const message =
        gpuProblem(setting, value, settings.nodeGroup) ??
        trustProblem(setting, value, settings) ??
        fieldProblem(setting, value, fields, isOne);
      return message === undefined ? [] : [{ path: [...path, setting], message }];
    }),
  );
}

/** Fields whose settings have names of the user's in them, and those of what only some projects have. */
function fieldsOf({ nodeSelector, volumes, datasets, hasObjectStore }: SparkSettings): Field[] {
  const claims = (role: string, name: string): string => `spark.kubernetes.${role}.volumes.persistentVolumeClaim.${name}`;
  const selectors = Object.keys(nodeSelector).flatMap((label) =>
    ["", "driver.", "executor."].map((role) => `spark.kubernetes.${role}node.selector.${label}`),
  );
  return [
    ...selectors.map((setting) => same(setting, "nodeGroup")),
    ...SPARK_ROLES.flatMap((role) => [
      same(claims(role, SCRATCH), "scratch"),
      same(`spark.kubernetes.${role}.volumes.emptyDir.${SCRATCH}`, "scratch"),
      ...volumes.map((name) => same(`${claims(role, name)}.`, "volumes")),
      ...datasets.map((name) => same(`${claims(role, name)}.`, "datasets")),
    ]),
    ...(hasObjectStore ? objectStoreFields() : []),
  ];
}

function objectStoreFields(): Field[] {
  const s3a = ["endpoint", "endpoint.region", "path.style.access", "connection.ssl.enabled", "access.key", "secret.key"];
  return [
    ...s3a.map((name) => same(`spark.hadoop.fs.s3a.${name}`, "objectStore")),
    ...SPARK_ROLES.flatMap((role) =>
      ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map((name) => same(`spark.kubernetes.${role}.secretKeyRef.${name}`, "objectStore")),
    ),
  ];
}

function fieldProblem(setting: string, value: string, fields: readonly Field[], isOne: boolean): string | undefined {
  const found = fields.find((field) => (/[.-]$/.test(field.setting) ? setting.startsWith(field.setting) : setting === field.setting));
  const field = isOne ? found?.ofOne : found?.ofAll;
  return field && `must be left out, because the field ${field} says it and is what capacity counts, got '${value}'; set ${field}`;
}

/** Settings that have variables of pods, and those that have options of their JVMs. */
const VARIABLES = ["spark.kubernetes.driverEnv.", "spark.executorEnv."];
const JVM_OPTIONS = SPARK_ROLES.flatMap((role) => [`spark.${role}.extraJavaOptions`, `spark.${role}.defaultJavaOptions`]);

/** What a private authority sets in every pod, and what would take the place of its trust store. */
function trustProblem(setting: string, value: string, { hasAuthority }: SparkSettings): string | undefined {
  if (!hasAuthority) return undefined;
  const isVariable = VARIABLES.some((prefix) => TRUST_VARIABLE_NAMES.some((name) => setting === prefix + name));
  if (!isVariable && !(JVM_OPTIONS.includes(setting) && value.includes("-Djavax.net.ssl.trustStore"))) return undefined;
  return (
    `must ${isVariable ? "be left out" : "have no -Djavax.net.ssl.trustStore"}, because pods trust the private authority of the object store by it ` +
    `(identity.caCertificate of a site), got '${value}'; ${isVariable ? "leave it out" : "take that option out"}`
  );
}

function gpuProblem(setting: string, value: string, nodeGroup: SparkNodeGroup | undefined): string | undefined {
  if (!SPARK_ROLES.some((role) => setting === gpuAmount(role))) return undefined;
  if (!/^\d+$/.test(value)) return `must be a whole number, got '${value}'`;
  const gpus = nodeGroup?.gpus ?? 0;
  if (!nodeGroup || Number(value) <= gpus) return undefined;
  return (
    `must be at most ${gpus}, the GPUs of a node of group '${nodeGroup.name}', got ${value}; ` +
    "use a node group of a flavor with gpus, or lower it"
  );
}
