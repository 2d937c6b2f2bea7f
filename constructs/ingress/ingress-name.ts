import { createHash } from "node:crypto";

/**
 * Name of the Ingress of a host and a path: a host is routed once with each path, so it tells Ingresses apart.
 *
 * @param host - host name, or `*.` and a domain
 * @param path - path prefix
 */
export function ingressName(host: string, path: string): string {
  const isAny = host.startsWith("*.");
  if (path === "/" && !isAny) return host;
  const hashed = isAny ? `*${path}` : path;
  return `${isAny ? host.slice(2) : host}-${createHash("sha256").update(hashed).digest("hex").slice(0, 8)}`;
}
