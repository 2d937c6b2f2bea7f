import * as z from "zod";
import { count } from "./fields";

/** Quota of an OpenStack project. */
export const quotaSchema = z
  .strictObject({
    instances: count(-1, 1_000_000).describe("instances"),
    cores: count(-1, 1_000_000).describe("vCPUs"),
    memoryMiB: count(-1, 2_147_483_647).describe("memory in MiB"),
    floatingIps: count(-1, 1_000_000).describe("floating IPs"),
    routers: count(-1, 1_000_000).describe("routers"),
    ports: count(-1, 1_000_000).describe("ports"),
    volumes: count(-1, 1_000_000).describe("volumes"),
    gigabytes: count(-1, 2_147_483_647).describe("GB of volumes"),
    networks: count(-1, 1_000_000).default(-1).describe("networks"),
    securityGroups: count(-1, 1_000_000).default(-1).describe("security groups"),
    loadBalancers: count(-1, 1_000_000).default(-1).describe("load balancers"),
    shares: count(-1, 1_000_000).default(-1).describe("Manila shares"),
    shareGigabytes: count(-1, 2_147_483_647).default(-1).describe("GB of Manila shares"),
  })
  .describe("quota of the OpenStack project; -1 is unlimited");
