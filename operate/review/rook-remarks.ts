import { load } from "js-yaml";
import { ROOK_CHARTS } from "../../constructs/rook-ceph/charts";
import { after, before, type Change, type Values } from "../plan/changes";

/** What a Ceph cluster inside the cluster has of one kind. */
interface Content {
  readonly pools: readonly string[];
  readonly fileSystems: readonly string[];
  readonly objectStores: readonly string[];
}

interface CephSpec {
  readonly mon?: { readonly count?: number; readonly volumeClaimTemplate?: Claim };
  readonly storage?: {
    readonly storageClassDeviceSets?: readonly { readonly count: number; readonly volumeClaimTemplates: readonly Claim[] }[];
  };
}

interface Claim {
  readonly spec: { readonly storageClassName?: string; readonly resources?: { readonly requests?: { readonly storage?: string } } };
}

interface ClusterValues {
  readonly cephClusterSpec?: CephSpec;
  readonly cephBlockPools?: readonly Named[];
  readonly cephFileSystems?: readonly Named[];
  readonly cephObjectStores?: readonly Named[];
}

interface Named {
  readonly name: string;
  readonly spec?: {
    readonly replicated?: { readonly size?: number };
    readonly metadataPool?: { readonly replicated?: { readonly size?: number } };
  };
}

/**
 * Whether a change is one of the release that has the Ceph cluster.
 *
 * @param change - a change
 */
export function isCephCluster(change: Change): boolean {
  const { chart } = ROOK_CHARTS.rookCluster;
  return change.resource.type === "helm_release" && [before(change), after(change)].some((values) => values["chart"] === chart);
}

/**
 * Names what is lost with a Ceph cluster that a plan takes away.
 *
 * @param change - a change
 * @returns undefined if the change takes none away
 */
export function lostWithCeph(change: Change): string | undefined {
  if (!isCephCluster(change) || (change.kind !== "destroy" && change.kind !== "replace")) return undefined;
  const { pools, fileSystems, objectStores } = contentOf(valuesOf(before(change)));
  const kinds = [
    [pools, "pool", "pools"],
    [fileSystems, "file system", "file systems"],
    [objectStores, "object store with all its buckets", "object stores with all their buckets"],
  ] as const;
  const said = kinds
    .filter(([names]) => names.length > 0)
    .map(([names, one, many]) => `${names.length === 1 ? one : many} ${names.join(", ")}`);
  return said.join("; ") || "no pool, file system or object store";
}

/**
 * Says what a change of Rook's releases does to data: what is lost, what Rook refuses or ignores, and what restarts daemons.
 *
 * @param change - a change
 */
export function rookRemarks(change: Change): string[] {
  if (change.resource.type !== "helm_release") return [];
  const [old, now] = [before(change), after(change)];
  const lost = lostWithCeph(change);
  if (lost !== undefined) return [`**all data in Ceph go**: ${lost}`];
  if (change.kind !== "update") return [];
  if (old["chart"] === ROOK_CHARTS.rookOperator.chart) return operatorRemarks(old, now);
  if (!isCephCluster(change)) return [];
  const [was, is] = [valuesOf(old), valuesOf(now)];
  return [...upgradeRemarks(old, now), ...deviceRemarks(was, is), ...contentRemarks(was, is)];
}

function operatorRemarks(old: Values, now: Values): string[] {
  const [from, to] = [minorOf(old), minorOf(now)];
  if (from === to) return [];
  if (Number(to) !== Number(from) + 1) return [`**Rook goes one minor version at a time**, and this is from 1.${from} to 1.${to}`];
  return from === "19"
    ? [
        "the CSI drivers move to an operator of their own: hand its definitions over before the deploy (docs/UPGRADE.md), or **Helm refuses it**",
      ]
    : [];
}

function upgradeRemarks(old: Values, now: Values): string[] {
  return old["version"] === now["version"]
    ? []
    : ["Ceph is upgraded with it: its daemons restart one after another, if it is healthy (`ceph status`)"];
}

function deviceRemarks(was: ClusterValues, is: ClusterValues): string[] {
  const [old, now] = [was, is].map(({ cephClusterSpec: spec }) => {
    const set = spec?.storage?.storageClassDeviceSets?.[0];
    const claim = set?.volumeClaimTemplates[0]?.spec;
    return {
      monitors: spec?.mon?.count ?? 0,
      count: set?.count ?? 0,
      size: parseInt(claim?.resources?.requests?.storage ?? "0", 10),
      class: claim?.storageClassName,
    };
  }) as [Devices, Devices];
  const remarks: string[] = [];
  if (now.count > old.count) remarks.push("data move to the new OSDs, which takes a while and slows down everything else");
  if (now.count < old.count) {
    remarks.push("**Rook takes no OSD away**: each is purged by hand once its data are elsewhere (docs/constructs/rook-ceph.md)");
  }
  if (now.size > old.size) remarks.push("an OSD gets its larger volume with its next restart");
  if (now.size < old.size) remarks.push("volumes of OSDs stay as large as they are: a volume never shrinks");
  if (now.class !== old.class) remarks.push("volumes that are there keep their storage class; only new OSDs and monitors get the other");
  if (now.monitors < old.monitors) remarks.push("Rook takes monitors away one after another");
  return remarks;
}

interface Devices {
  readonly monitors: number;
  readonly count: number;
  readonly size: number;
  readonly class: string | undefined;
}

function contentRemarks(was: ClusterValues, is: ClusterValues): string[] {
  const gone = (of: (values: ClusterValues) => readonly Named[] | undefined): string[] =>
    (of(was) ?? []).filter(({ name }) => !(of(is) ?? []).some((other) => other.name === name)).map(({ name }) => name);
  const lost = [
    ...gone(({ cephBlockPools }) => cephBlockPools).map((name) => `pool ${name}`),
    ...gone(({ cephFileSystems }) => cephFileSystems).map((name) => `file system ${name}`),
    ...gone(({ cephObjectStores }) => cephObjectStores).map((name) => `object store ${name}`),
  ];
  const [from, to] = [copiesOf(was), copiesOf(is)];
  return [
    ...lost.map((what) => `**loses data**: ${what} goes as soon as no volume or bucket is in it, and Rook waits until then`),
    ...(from !== undefined && to !== undefined && from !== to
      ? [`all data get ${to} copies in the place of ${from}, which moves most of them`]
      : []),
  ];
}

function copiesOf({ cephBlockPools = [], cephFileSystems = [], cephObjectStores = [] }: ClusterValues): number | undefined {
  const [first] = [...cephBlockPools, ...cephFileSystems, ...cephObjectStores];
  return first?.spec?.replicated?.size ?? first?.spec?.metadataPool?.replicated?.size;
}

function contentOf({ cephBlockPools = [], cephFileSystems = [], cephObjectStores = [] }: ClusterValues): Content {
  const names = (list: readonly Named[]): string[] => list.map(({ name }) => name);
  return { pools: names(cephBlockPools), fileSystems: names(cephFileSystems), objectStores: names(cephObjectStores) };
}

function minorOf({ version }: Values): string {
  return /^v?1\.(\d+)\./.exec(String(version))?.[1] ?? "";
}

function valuesOf({ values }: Values): ClusterValues {
  const [text] = (Array.isArray(values) ? values : []) as unknown[];
  if (typeof text !== "string") return {};
  try {
    return load(text) ?? {};
  } catch {
    return {};
  }
}
