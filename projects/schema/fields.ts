import { z } from "zod";
import { DNS_LABEL } from "../../constructs/kit/names";

/** Any text, which may be empty; `${`, `%{`, quotes, backslashes, newlines and non-ASCII reach Terraform unchanged. */
export const anyText = (requirement?: string) =>
  z
    .string(requirement)
    .refine((value) => !value.includes("TfToken["), "must not contain 'TfToken[', which cdktf reserves")
    .refine((value) => !/\p{Surrogate}/u.test(value), "must not contain half of a surrogate pair, which no file can hold");

/** Any text but none. */
export const text = (requirement?: string) => anyText(requirement).min(1, "must not be empty");

/** RFC 1123 label that starts with a letter. */
export const label = (maxLength = 63) =>
  z
    .string()
    .regex(
      new RegExp(`^(?=.{1,${maxLength}}$)${DNS_LABEL.source.slice(1)}`),
      `must be an RFC 1123 label: a-z, 0-9 and '-', starting with a letter, at most ${maxLength} characters`,
    );

/** Kubernetes or software version of three numbers. */
export const version = () => z.string().regex(/^\d+\.\d+\.\d+$/, "must be a version of three numbers without 'v', such as 1.30.2");

/** Whole number within bounds. */
export const count = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
};

/** IPv4 network in CIDR notation; Neutron would answer with the network's own address, and Terraform would see a change for ever. */
export const cidr = () =>
  z
    .string()
    .refine(isNetwork, "must be an IPv4 network in CIDR notation, with the network's own address, such as 10.206.0.0/16")
    .meta({ pattern: "^[0-9]{1,3}([.][0-9]{1,3}){3}/[0-9]{1,2}$" });

/** Name of a setting of Spark, as a file of Java properties can hold it. */
export const settingName = () =>
  z.string().regex(/^[^\s=:#!\\]+$/, "must be the name of a setting, without blanks, '=', ':', '#', '!' and backslashes");

/** Absolute path in a pod. */
export const mountPath = () => z.string().regex(/^\/[\w./-]+$/, "must be an absolute path of letters, digits and ._/-");

/** Host name. */
export const hostname = () =>
  z
    .string()
    .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "must be a fully qualified host name in lower case");

/** Address of an HTTP service. */
export const url = () => z.string().regex(/^https?:\/\/[\w.:/{}@%-]+$/, "must be an http:// or https:// address");

/** Name of something in OpenStack. */
export const openstackName = (requirement?: string) => text(requirement).max(255, "must have at most 255 characters");

/**
 * First and last address of an IPv4 network, as numbers.
 *
 * @param network - in CIDR notation
 */
export function addressRange(network: string): { start: number; end: number } {
  const [address = "", bits = "32"] = network.split("/");
  const size = 2 ** (32 - Number(bits));
  const value = toNumber(address);
  const start = Math.floor(value / size) * size;
  return { start, end: start + size - 1 };
}

function isNetwork(value: string): boolean {
  return z.cidrv4().safeParse(value).success && addressRange(value).start === toNumber(value.split("/")[0]!);
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
}
