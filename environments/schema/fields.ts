import { z } from "zod";
import { DNS_LABEL } from "../../constructs/names";

/** Text that cdktf would take for one of its own tokens cannot be passed through. */
const NOT_A_TOKEN = /^(?![\s\S]*TfToken\[)/;

/** Any text; `${`, `%{`, quotes, backslashes, newlines and non-ASCII reach Terraform unchanged. */
export const text = () => z.string().min(1, "must not be empty").regex(NOT_A_TOKEN, "must not contain 'TfToken[', which cdktf reserves");

/** Any text, which may be empty. */
export const anyText = () => z.string().regex(NOT_A_TOKEN, "must not contain 'TfToken[', which cdktf reserves");

/** RFC 1123 label that starts with a letter. */
export const label = (maxLength = 63) =>
  z
    .string()
    .regex(DNS_LABEL, "must be an RFC 1123 label: a-z, 0-9 and '-', starting with a letter, at most 63 characters")
    .max(maxLength, `must have at most ${maxLength} characters`);

/** Kubernetes or software version of three numbers. */
export const version = () => z.string().regex(/^\d+\.\d+\.\d+$/, "must be a version of three numbers without 'v', such as 1.30.2");

/** Whole number within bounds. */
export const count = (min: number, max: number) => z.int(`must be a whole number from ${min} to ${max}`).min(min).max(max);

/** IPv4 network in CIDR notation. */
export const cidr = () => z.cidrv4("must be an IPv4 network in CIDR notation, such as 10.206.0.0/16");

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
export const openstackName = () => text().max(255);
