import type { ReclaimPolicy } from "../contracts";

/** What a daemon of Ceph is given. */
export interface CephDaemonSize {
  /** Cores that are kept for it. */
  readonly cores: number;
  /** Memory in GiB, of which it gets no more. */
  readonly memoryGiB: number;
}

/** Monitors, which know what the cluster consists of. */
export interface CephMonitors {
  /** How many, each on a node of its own; more than half of them must run. */
  readonly count: number;
  /** Size of the volume of each in GiB. */
  readonly sizeGiB: number;
}

/** OSDs, which have the data. */
export interface CephOsds extends CephDaemonSize {
  /** How many there are; a smaller number takes none away. */
  readonly count: number;
  /** Size of the volume of each in GiB; it can grow. */
  readonly sizeGiB: number;
}

/** A pool of block volumes, and the storage class of the same name. */
export interface CephPool {
  /** Name of pool and class, an RFC 1123 label. */
  readonly name: string;
  /** What happens to a volume when its claim is deleted. */
  readonly reclaimPolicy: ReclaimPolicy;
  /** File system of the volumes. */
  readonly fsType: "ext4" | "xfs";
}

/** A file system that many nodes mount at once, and the storage class of the same name. */
export interface CephFileSystem extends CephDaemonSize {
  /** Name of file system and class, an RFC 1123 label. */
  readonly name: string;
  /** What happens to a volume when its claim is deleted. */
  readonly reclaimPolicy: ReclaimPolicy;
}

/** An object store that speaks S3. */
export interface CephObjectStore extends CephDaemonSize {
  /** Name, a part of its address. */
  readonly name: string;
  /** Number of gateways. */
  readonly gateways: number;
  /** What happens to a bucket when its claim is deleted. */
  readonly reclaimPolicy: ReclaimPolicy;
}

/** What a Ceph cluster is to be. */
export interface RookCephSettings {
  /** Copies of all data, each on a node of its own. */
  readonly replicas: number;
  /** Monitors. */
  readonly monitors: CephMonitors;
  /** OSDs. */
  readonly osds: CephOsds;
  /** Pools of block volumes. */
  readonly blockPools: readonly CephPool[];
  /** File systems. */
  readonly fileSystems: readonly CephFileSystem[];
  /** Object store; undefined for none. */
  readonly objectStore?: CephObjectStore | undefined;
}
