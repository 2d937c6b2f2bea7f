import * as z from "zod";
import { openCloud } from "../openstack/cloud";
import { OpenStackError } from "../openstack/failure";
import { administratorRequest } from "./certificate-request";

/** What Magnum says of a cluster or a node group. */
export interface MagnumStatus {
  /** Such as CREATE_IN_PROGRESS. */
  readonly status: string;
  /** Why, where Magnum has a reason. */
  readonly reason: string | undefined;
}

/** A cluster as Magnum shows it. */
export interface ClusterStatus extends MagnumStatus {
  /** Whether its nodes and its API are healthy, where Magnum knows. */
  readonly health: string | undefined;
  /** Its UUID. */
  readonly uuid: string;
  /** The labels that Magnum keeps with it, where it shows them. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

/** A node group as Magnum lists it. */
export interface NodeGroupStatus {
  /** Its name. */
  readonly name: string;
  /** Role, such as worker. */
  readonly role: string;
  /** Number of nodes. */
  readonly nodeCount: number;
  /** Such as CREATE_COMPLETE. */
  readonly status: string;
}

/** What an administrator opens a cluster's Kubernetes API with: a certificate of Magnum's, or a token of DigitalOcean's. */
export type ClusterAccess = {
  /** Address of the API. */
  readonly server: string;
  /** Certificate authority of the API, in PEM. */
  readonly certificateAuthority: string;
} & (
  | {
      /** Certificate of the administrator, in PEM. */
      readonly certificate: string;
      /** Key of that certificate, in PEM. */
      readonly key: string;
    }
  | {
      /** Bearer token of the administrator. */
      readonly token: string;
      /** When it ends, as the API writes it. */
      readonly expires: string | undefined;
    }
);

/** What the commands ask Magnum and tell it. */
export interface Magnum {
  /** Status of a cluster, by name or UUID; undefined if there is none. */
  readonly cluster: (cluster: string) => Promise<ClusterStatus | undefined>;
  /** All node groups of a cluster. */
  readonly nodeGroups: (cluster: string) => Promise<NodeGroupStatus[]>;
  /** Status of a node group. */
  readonly nodeGroup: (cluster: string, group: string) => Promise<MagnumStatus>;
  /** Sets the number of nodes of a group. */
  readonly resize: (cluster: string, group: string, nodeCount: number) => Promise<void>;
  /** Sets a bound of a group; undefined takes it away. */
  readonly setBound: (cluster: string, group: string, bound: "min" | "max", value: number | undefined) => Promise<void>;
  /** Has a cluster deleted; Magnum goes on with it after the answer. */
  readonly remove: (cluster: string) => Promise<void>;
  /** Has a certificate made for an administrator, with a new key each time. */
  readonly access: (cluster: string) => Promise<ClusterAccess>;
}

/** Longest time that one answer may take, in seconds. */
const TIMEOUT_SECONDS = 120;

const text = z.string().nullish();
const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const labels = z.record(z.string(), value).nullish().catch(undefined);
const namesSchema = z.array(z.object({ name: z.string(), uuid: z.string() }));
const clusterSchema = z.object({ uuid: z.string(), status: z.string(), status_reason: text, health_status: text, labels });
const groupSchema = z.object({ uuid: z.string(), name: z.string(), role: z.string(), node_count: z.number(), status: z.string() });
const groupStatusSchema = z.object({ status: z.string(), status_reason: text });
const accessSchema = z.object({ uuid: z.string(), status: z.string(), api_address: text });
const certificateSchema = z.object({ pem: z.string() });

/**
 * Talks to Magnum.
 *
 * @param name - entry of clouds.yaml
 * @see https://docs.openstack.org/api-ref/container-infrastructure-management/
 */
export function magnumOf(name: string): Magnum {
  const cloud = openCloud({ cloud: name, timeoutSeconds: TIMEOUT_SECONDS });
  const pathOf = (cluster: string): string => `/clusters/${encodeURIComponent(cluster)}`;
  const groupPath = (cluster: string, group: string): string => `${pathOf(cluster)}/nodegroups/${encodeURIComponent(group)}`;
  const show = async <T>(schema: z.ZodType<T>, path: string): Promise<T> => schema.parse(await cloud.show("container-infra", path));

  return {
    cluster: async (wanted) => {
      // Where two clusters have the name Magnum would show none, and say so.
      const names = namesSchema.parse(await cloud.list("container-infra", "/clusters"));
      if (!names.some((one) => one.name === wanted || one.uuid === wanted)) return undefined;
      const cluster = await show(clusterSchema, pathOf(wanted));
      return {
        uuid: cluster.uuid,
        status: cluster.status,
        reason: cluster.status_reason ?? undefined,
        health: cluster.health_status ?? undefined,
        labels: cluster.labels ?? undefined,
      };
    },
    nodeGroups: async (cluster) => {
      const groups = z.array(groupSchema).parse(await cloud.list("container-infra", `${pathOf(cluster)}/nodegroups`));
      return groups.map(({ name: group, role, status, node_count: nodeCount }) => ({ name: group, role, status, nodeCount }));
    },
    nodeGroup: async (cluster, group) => {
      const { status, status_reason: reason } = await show(groupStatusSchema, groupPath(cluster, group));
      return { status, reason: reason ?? undefined };
    },
    resize: async (cluster, group, nodeCount) => {
      const { uuid } = await show(groupSchema, groupPath(cluster, group));
      await cloud.send("POST", "container-infra", `${pathOf(cluster)}/actions/resize`, { node_count: nodeCount, nodegroup: uuid });
    },
    setBound: async (cluster, group, bound, to) => {
      const path = `/${bound}_node_count`;
      const change = to === undefined ? { op: "remove", path } : { op: "replace", path, value: to };
      await cloud.send("PATCH", "container-infra", groupPath(cluster, group), [change]);
    },
    remove: (cluster) => cloud.remove("container-infra", pathOf(cluster)),
    access: async (wanted) => {
      const { uuid, status, api_address: server } = await show(accessSchema, pathOf(wanted));
      if (!server) throw new OpenStackError("other", `Magnum has no address of the Kubernetes API of ${wanted}, which is ${status}`);
      const { key, request } = await administratorRequest();
      const [authority, signed] = [
        await show(certificateSchema, `/certificates/${uuid}`),
        certificateSchema.parse(await cloud.send("POST", "container-infra", "/certificates", { cluster_uuid: uuid, csr: request })),
      ];
      return { server, certificateAuthority: authority.pem, certificate: signed.pem, key };
    },
  };
}
