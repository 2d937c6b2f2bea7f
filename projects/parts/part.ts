import type { CHARTS } from "../../constructs/charts";
import type { ChartWorkload } from "../../constructs/kit/chart";
import type { PlatformData, ProjectData } from "../schema/project";
import type { Report } from "../schema/report";
import type { Site } from "../schema/site";

/** When needs are counted: with the fewest nodes, the most, and the most while nodes are exchanged. */
export type Stage = "min" | "max" | "upgrade";

/** A part of a need. */
export interface Amount {
  /** What it is for. */
  readonly what: string;
  /** How much it takes. */
  readonly amount: number;
}

/** A chart that the platform stack installs. */
export interface InstalledChart {
  /** Its key in the table of charts. */
  readonly chart: keyof typeof CHARTS;
  /**
   * Values that the project lays over ours.
   *
   * @default - none
   */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/** What a part takes of the quota beside nodes. */
export interface Demand {
  /** Cinder volumes of one size. */
  readonly volumes?: readonly { readonly what: string; readonly count: number; readonly sizeGiB: number }[];
  /** Manila shares, with their sizes in GiB. */
  readonly shares?: readonly Amount[];
  /** Load balancers, and whether each has a floating IP. */
  readonly loadBalancers?: readonly (Amount & { readonly isFloating: boolean })[];
}

/** A credential that software in the cluster has. */
export interface PartCredential {
  /**
   * Who makes a new one: Keystone, as an application credential; the provider that gave the old one; or chance.
   *
   * Variables of the first are `<name>_credential_id` and `<name>_credential_secret`, of the others `<name>_secret`.
   *
   * @default "keystone"
   */
  readonly source?: "keystone" | "provider" | "random";
  /** Field of the project's file that has its revision. */
  readonly revision: string;
  /** How to try a new one. */
  readonly trial: string;
}

/** A service that the cloud must have. */
export interface NeededService {
  /** Type of the service. */
  readonly service: "block-storage" | "container-infra" | "key-manager" | "load-balancer" | "object-store" | "shared-file-system";
  /** Field that needs it. */
  readonly purpose: string;
}

/**
 * What is known of a part of the platform, for all who ask: checks, capacity, picture, rotation, preflight, destroy and e2e.
 *
 * Its schema stands in `projects/schema`, what makes it in `constructs`, and who gets whose output in the platform stack.
 */
export interface PlatformPart {
  /** Id of its construct in the platform stack: the first part of the addresses in it, and where it stands in the picture. */
  readonly construct: string;
  /**
   * The same at DigitalOcean, where another construct makes it.
   *
   * @default - the same construct
   */
  readonly digitalOceanConstruct?: string;
  /**
   * Ids of constructs in the platform stack that it may have in common with other parts.
   *
   * @default - none
   */
  readonly common?: readonly string[];
  /** Reports what the project's file asks for and its site, or another part, does not offer. */
  readonly check: (project: ProjectData, site: Site, report: Report) => void;
  /** Charts that it installs. */
  readonly charts: (project: PlatformData, site: Site) => readonly InstalledChart[];
  /**
   * Namespaces that it makes for its own pods.
   *
   * @default - none
   */
  readonly namespaces?: (project: PlatformData, site: Site) => readonly string[];
  /**
   * Pods that it makes without a chart.
   *
   * @default - none
   */
  readonly pods?: (project: PlatformData, site: Site) => readonly ChartWorkload[];
  /**
   * What it takes of the quota.
   *
   * @default - nothing
   */
  readonly demand?: (project: PlatformData, site: Site, stage: Stage) => Demand;
  /** Its credentials, by the first part of their variables' names. */
  readonly credentials: Readonly<Record<string, PartCredential>>;
  /**
   * Services of the cloud that it asks for.
   *
   * @default - none but those of every cluster
   */
  readonly services?: readonly NeededService[];
  /**
   * What cleans up after deleted claims and Ingresses, and so goes after them: releases of charts, and types of resources.
   *
   * @default - nothing
   */
  readonly destroyedLast?: { readonly charts: readonly InstalledChart["chart"][]; readonly types: readonly string[] };
}
