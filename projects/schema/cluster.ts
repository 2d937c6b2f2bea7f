import * as z from "zod";
import { labels } from "./common";
import { anyText, cidr, count, distinct, label, openstackName, taintKey, taintValue, text, uuid } from "./fields";

const keypair = z
  .union([
    z.strictObject({
      name: openstackName("must be the name of a keypair, or publicKey must be there in its place").describe("name of an existing keypair"),
    }),
    z.strictObject({
      publicKey: text()
        .regex(/^(ssh-|ecdsa-)/, "must be an OpenSSH public key")
        .describe("public key to make a keypair from"),
    }),
  ])
  .describe("SSH keypair of the nodes");

const address = () =>
  text().regex(
    /^\S+\.\S+$/,
    "must be an address as terraform state list shows it, such as module.cluster.openstack_compute_keypair_v2.keypair",
  );

const adopted = z
  .strictObject({
    name: openstackName().describe("its name in Magnum, which no second cluster has"),
    uuid: uuid().describe("its UUID in Magnum"),
    clusterTemplateId: uuid().describe("UUID of the template that it has; another one upgrades it where the driver can"),
    floatingIpEnabled: z.boolean().describe("whether its nodes have floating IPs; never changed"),
    nodeGroups: distinct(z.array(openstackName()))
      .default([])
      .describe("names of the node groups in nodeGroups that it has already; the others are made"),
    movedFrom: z
      .strictObject({
        cluster: address().optional().describe("address of the cluster in that state"),
        keypair: address().optional().describe("address of the keypair in that state"),
      })
      .optional()
      .describe("addresses in the state of another configuration, which the stack's state begins with"),
  })
  .describe("cluster that somebody made before and that is taken over as it is: the other fields say what it is");

/** What a project's file says of its Magnum cluster. */
export const clusterSchema = z
  .strictObject({
    existing: z
      .strictObject({ name: openstackName().describe("its name in Magnum, which no second cluster has") })
      .optional()
      .describe("cluster that others run and keep: only what is in it is made, and the other fields say what it is"),
    adopt: adopted.optional(),
    keypair: keypair.optional(),
    controlPlane: z
      .strictObject({
        flavor: openstackName().optional().describe("flavor; left out at DigitalOcean, which runs the control plane"),
        count: count(1, 9).default(1).describe("number of nodes; at DigitalOcean 3 for a highly available one"),
      })
      .describe("nodes of the control plane"),
    workers: z
      .strictObject({
        flavor: openstackName().describe("flavor"),
        count: count(0, 1000).describe("number of nodes, or with min and max the number to start with"),
        min: count(0, 1000).optional().describe("fewest nodes where the autoscaler changes their number"),
        max: count(1, 1000).optional().describe("most nodes where the autoscaler changes their number"),
      })
      .describe("Magnum's default-worker group, for the platform's own pods"),
    nodeCidr: cidr()
      .default("10.0.0.0/20")
      .describe("network of the nodes; beside network, existing or adopt the CIDR of the subnet, which must be given"),
    network: z
      .strictObject({ networkId: uuid().describe("UUID of the network"), subnetId: uuid().describe("UUID of the subnet") })
      .superRefine(({ networkId, subnetId }, context) => {
        if (networkId !== subnetId) return;
        const message = "must not be networkId: a network and its subnet have UUIDs of their own (openstack subnet list --network)";
        context.addIssue({ code: "custom", message, path: ["subnetId"], input: subnetId });
      })
      .optional()
      .describe("network that is there already, with a router to the outside; one is made by default"),
    masterLoadBalancer: z.boolean().default(true).describe("whether the API server has a load balancer; false with one control plane only"),
    dockerVolumeSizeGiB: count(1, 65_536).optional().describe("volume of each node for containers in GiB; on the root disk by default"),
    api: z
      .strictObject({
        floatingIp: z.boolean().default(true).describe("whether the API server gets a floating IP"),
        allowedCidrs: distinct(z.array(cidr())).optional().describe("networks that may reach it"),
      })
      .default({ floatingIp: true })
      .describe("who may reach the API server"),
    autoScaling: z.boolean().optional().describe("whether there is an autoscaler; by default where a group has min < max"),
    labels: labels().optional().describe("labels of the cluster template"),
    extraLabels: z.record(z.string(), anyText()).optional().describe("template labels passed on unchecked"),
    clusterLabels: labels().optional().describe("labels of the cluster itself; a change replaces it and everything in it"),
  })
  .describe("the Magnum cluster");

/** What a project's file says of a node group. */
export const nodeGroupSchema = z
  .strictObject({
    name: label().describe("name"),
    flavor: openstackName().describe("flavor; a change makes new nodes"),
    count: count(0, 1000).optional().describe("number of nodes, or with min and max the number to start with"),
    min: count(0, 1000).optional().describe("fewest nodes of an autoscaled group"),
    max: count(1, 1000).optional().describe("most nodes of an autoscaled group"),
    labels: labels().optional().describe("labels in Magnum"),
    image: openstackName().optional().describe("image of its nodes; that of the cluster by default; a change makes new nodes"),
    taints: distinct(
      z.array(
        z.strictObject({
          key: taintKey().describe("key"),
          value: taintValue().optional().describe("value; none by default"),
          effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]).describe("what happens to pods that do not stand it"),
        }),
      ),
      // Kubernetes takes one taint of a key and an effect.
      ({ key, effect }) => [key, effect],
    )
      .optional()
      .describe("taints that image or operators put on its nodes: Spark's pods and storage stand them, nothing here makes them"),
  })
  .describe("group of equal nodes");
