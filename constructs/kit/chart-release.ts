import { Release } from "@cdktf/provider-helm/lib/release";
import { Token, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { dump } from "js-yaml";
import type { Chart } from "./chart";
import type { IKubernetesCluster, Mirrors } from "../contracts";
import { isAtLeast } from "./minor-version";
import { requireName } from "./names";

/** Helm values: what YAML can hold. */
export type HelmValues = { readonly [key: string]: unknown };

/** A release that waits until it is ready; one that failed would otherwise stay in the cluster and block the next apply. */
export const SAFE_RELEASE = { wait: true, atomic: true, cleanupOnFail: true } as const;

/** Properties of a chart release. */
export interface ChartReleaseProps {
  /** The cluster to install into. */
  readonly cluster: IKubernetesCluster;
  /** The chart, pinned in the charts.ts of its construct. */
  readonly chart: Chart;
  /**
   * Name of the release, at most 53 characters.
   *
   * @default - the chart's name
   */
  readonly name?: string;
  /** Namespace of the release; a token of the namespace, so that the release waits for it. */
  readonly namespace: string;
  /** Our values. */
  readonly values: HelmValues;
  /**
   * The user's values, laid over ours: objects are merged, lists are replaced.
   *
   * @default - none
   */
  readonly extraValues?: HelmValues;
  /**
   * Mirrors of charts and images.
   *
   * @default - charts and images come from their own places
   */
  readonly mirrors?: Mirrors;
  /**
   * Longest wait for the release to become ready, in seconds.
   *
   * @default 600
   */
  readonly timeoutSeconds?: number;
  /**
   * What must exist before.
   *
   * @default - only what the values refer to
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Installs a chart so that a failed installation leaves nothing behind and can simply be repeated.
 *
 * @throws Error if the cluster's Kubernetes is older than the chart supports
 */
export function installChart(scope: Construct, id: string, props: ChartReleaseProps): Release {
  const { chart, cluster, mirrors = {} } = props;
  const name = props.name ?? chart.chart;
  requireName("service", "release name", name, 53);
  if (!isAtLeast(cluster.kubernetesVersion, chart.minKubernetes)) {
    throw new Error(
      `chart ${chart.chart} ${chart.version} needs Kubernetes ${chart.minKubernetes} or newer, ` +
        `cluster '${cluster.clusterName}' has ${cluster.kubernetesVersion}; choose a newer kubernetesVersion`,
    );
  }
  const values = mergeValues(mergeValues(props.values, mirroredImages(chart, mirrors)), props.extraValues ?? {});
  return new Release(scope, id, {
    name,
    namespace: props.namespace,
    repository: mirrors.charts?.[chart.repository] ?? chart.repository,
    chart: chart.chart,
    version: chart.version,
    values: Object.keys(values).length > 0 ? [valuesYaml(values)] : undefined,
    ...SAFE_RELEASE,
    timeout: props.timeoutSeconds ?? 600,
    dependsOn: props.dependsOn,
  });
}

/**
 * Replaces the registry of an image by its mirror.
 *
 * @param image - full image name, with registry
 * @param mirrors - mirrors of charts and images
 */
export function mirrorImage(image: string, mirrors: Mirrors = {}): string {
  const [registry] = Object.keys(mirrors.images ?? {})
    .filter((prefix) => image === prefix || image.startsWith(`${prefix}/`))
    .sort((a, b) => b.length - a.length);
  return registry === undefined ? image : `${mirrors.images![registry]}${image.slice(registry.length)}`;
}

/**
 * Lays one set of Helm values over another: objects are merged, everything else is replaced.
 *
 * @param base - values below
 * @param over - values on top
 */
export function mergeValues(base: HelmValues, over: HelmValues): HelmValues {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isObject(below) && isObject(value) ? mergeValues(below, value) : value;
  }
  return merged;
}

/**
 * Writes Helm values as YAML that stays valid when Terraform puts values in place of references.
 *
 * @param values - values, which may contain tokens
 */
export function valuesYaml(values: unknown): string {
  // A reference such as ${data.x.id} must stay in one quoted piece whatever it turns into; dump() may leave it plain.
  const json = JSON.stringify(values);
  let mark = "token";
  while (json.includes(mark)) mark += "_";
  const tokens: string[] = [];
  const marked: unknown = JSON.parse(json, (_key, value: unknown) =>
    typeof value === "string" && Token.isUnresolved(value) ? `${mark}${tokens.push(value) - 1}.` : value,
  );
  return dump(marked, { lineWidth: -1, noRefs: true }).replace(new RegExp(`${mark}(\\d+)\\.`, "g"), (_match, index: string) =>
    JSON.stringify(tokens[Number(index)]),
  );
}

function mirroredImages(chart: Chart, mirrors: Mirrors): HelmValues {
  let values: HelmValues = {};
  for (const [path, image] of Object.entries(chart.images)) {
    const mirrored = mirrorImage(image, mirrors);
    if (mirrored !== image) {
      const nested = path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), mirrored);
      values = mergeValues(values, nested as HelmValues);
    }
  }
  return values;
}

function isObject(value: unknown): value is HelmValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
