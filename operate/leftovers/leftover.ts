import type { Bound } from "./bound";
import type { LeftoverKind, KindName } from "./kinds";
import { textOf, type Row } from "../openstack/rows";
import { deletionOf, interfaceRemoval, type Removal } from "./removal";
import type { Ownership } from "./whose";

/** What may be left behind by a cluster. */
export interface Leftover extends Ownership {
  /** What it is. */
  readonly kind: KindName;
  /** Its id, or what stands in its place. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** Its status, where it has one. */
  readonly status?: string | undefined;
  /** Its size in GiB, where it has one. */
  readonly sizeGiB?: number | undefined;
  /** When it was made, where OpenStack tells. */
  readonly created?: Date | undefined;
  /** Namespace and name of the claim whose data it has, where the CSI driver has written them down. */
  readonly claim?: string | undefined;
  /** Entry of clouds.yaml that deletes it. */
  readonly cloud: string;
  /** Steps that delete it, one after another. */
  readonly remove: readonly Removal[];
}

/**
 * Makes a leftover of what its service says.
 *
 * @param kind - its kind
 * @param row - what the service says of it
 * @param verdict - whose it is
 * @param cloud - entry of clouds.yaml that sees it
 */
export function leftoverOf(kind: LeftoverKind, row: Row, verdict: Ownership, cloud: string): Leftover {
  const id = idOf(kind, row);
  const name = textOf(row, kind.label ?? "name") ?? textOf(row, "name") ?? id;
  return {
    ...verdict,
    kind: kind.name as KindName,
    id,
    name,
    status: statusOf(row),
    sizeGiB: typeof row["size"] === "number" ? row["size"] : undefined,
    created: createdOf(row),
    claim: claimOf(row),
    cloud,
    remove: [...interfacesOf(row).map((port) => interfaceRemoval(id, port)), deletionOf(kind, id, name)],
  };
}

/** What a thing is asked for by. */
export function idOf({ key = "id" }: LeftoverKind, row: Row): string {
  return textOf(row, key) ?? "";
}

/** Status of a thing, where it has one. */
export function statusOf(row: Row): string | undefined {
  return (textOf(row, "provisioning_status") ?? textOf(row, "status") ?? textOf(row, "stack_status"))?.toLowerCase();
}

/**
 * Makes a leftover of what holds one of our networks.
 *
 * @param bound - what holds it
 * @param whose - whose it is
 * @param cloud - entry of clouds.yaml that sees it
 */
export function leftoverOnNetwork({ owner: _owner, network, ...one }: Bound, whose: Ownership["whose"], cloud: string): Leftover {
  return { ...one, whose, sign: `on network ${network}`, cloud };
}

/** Field of a router in which its ports are put: it goes only when it has none. */
export const INTERFACES = "interfaces";

function interfacesOf(row: Row): string[] {
  return Array.isArray(row[INTERFACES]) ? (row[INTERFACES] as string[]) : [];
}

/**
 * Claim that a volume or a share was made for.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.36.0/pkg/csi/csi.go (RecognizedCSIProvisionerParams)
 */
function claimOf(row: Row): string | undefined {
  const metadata = row["metadata"] as Row | null | undefined;
  const [namespace, name] = ["namespace", "name"].map((field) => metadata?.[`csi.storage.k8s.io/pvc/${field}`]);
  return typeof namespace === "string" && typeof name === "string" ? `${namespace}/${name}` : undefined;
}

/** When a thing was made, if its row says so; OpenStack writes UTC, with or without saying it. */
export function createdOf(row: Row): Date | undefined {
  const text = textOf(row, "created_at") ?? textOf(row, "created") ?? textOf(row, "creation_time");
  if (text === undefined) return undefined;
  const date = new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
