import * as dns from "node:dns/promises";
import type { Project } from "../../projects";
import { notebookNamespace } from "../../projects";
import type { Check } from "./check";

/** What is asked outside of the cloud. */
export interface Outside {
  /** Addresses of a host name. */
  readonly lookup: (host: string) => Promise<readonly string[]>;
  /** Status and text of a page. */
  readonly get: (url: string) => Promise<{ readonly status: number; readonly text: string }>;
}

/** Longest time for one page, in milliseconds. */
const TIMEOUT_MS = 10_000;

const ENDPOINTS = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint"] as const;

/** The resolver and the network of this machine. */
export const OUTSIDE: Outside = {
  lookup: async (host) => (await dns.lookup(host, { all: true })).map(({ address }) => address),
  get: async (url) => {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: response.status, text: await response.text() };
  },
};

/**
 * Looks whether users would find the hub, and the hub who lets them in: the name in the DNS, the provider of the login, the certificate.
 *
 * @param project - the project
 * @param outside - what is asked
 * @returns none if the project has no notebooks
 */
export async function notebookChecks(project: Pick<Project, "notebooks" | "spark">, outside: Outside): Promise<Check[]> {
  const { notebooks } = project;
  if (!notebooks) return [];
  const groups = await Promise.all([hostChecks(notebooks.host, outside), loginChecks(notebooks.login, outside)]);
  return [...groups.flat(), ...tlsChecks(project)];
}

/** The load balancer has its address only after the first deploy, so a name that is missing does not stop that. */
async function hostChecks(host: string, { lookup }: Outside): Promise<Check[]> {
  const subject = `notebooks.host ${host}`;
  try {
    return [{ subject, result: "ok", detail: `the DNS has ${(await lookup(host)).join(", ")}; it must be the address of the ingress` }];
  } catch (error) {
    const { code = (error as Error).message } = error as NodeJS.ErrnoException;
    const detail = `the DNS has no address for it (${code}); after the deploy make a record of type A with the address of the ingress`;
    return [{ subject, result: "not checkable", detail }];
  }
}

type Login = NonNullable<Project["notebooks"]>["login"];

async function loginChecks(login: Login, outside: Outside): Promise<Check[]> {
  if (login.kind === "native") return [];
  if (login.kind !== "oidc") return login.url === undefined ? [] : [await pageCheck("notebooks.login.url", login.url, outside)];
  if (login.issuer !== undefined) return [await issuerCheck(login.issuer, outside)];
  const urls = (["authorizeUrl", "tokenUrl", "userdataUrl"] as const).flatMap((field) => {
    const url = login[field];
    return url === undefined ? [] : [pageCheck(`notebooks.login.${field}`, url, outside)];
  });
  return Promise.all(urls);
}

/**
 * The hub asks its issuer for three addresses whenever it starts.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
async function issuerCheck(issuer: string, outside: Outside): Promise<Check> {
  const url = `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`;
  const check = await pageCheck("notebooks.login.issuer", url, outside, (status, text) => {
    if (status !== 200) return `HTTP ${status}`;
    const lacking = ENDPOINTS.filter((name) => typeof endpointsIn(text)?.[name] !== "string");
    return lacking.length === 0 ? undefined : `no ${lacking.join(", ")} in the answer`;
  });
  return check;
}

function endpointsIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return (JSON.parse(text) as Readonly<Record<string, unknown>> | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Without its parameters such a page answers with an error of the asker's; it is there all the same. */
const isMissing = (status: number): string | undefined => (status === 404 || status >= 500 ? `HTTP ${status}` : undefined);

async function pageCheck(
  field: string,
  url: string,
  { get }: Outside,
  wrong: (status: number, text: string) => string | undefined = isMissing,
): Promise<Check> {
  const subject = `${field} ${url}`;
  if (!url.startsWith("https://"))
    return { subject, result: "differs", detail: "it is not https, so that secrets of the login go over the network in plain text" };
  try {
    const { status, text } = await get(url);
    const found = wrong(status, text);
    if (found === undefined) return { subject, result: "ok", detail: "" };
    return { subject, result: "differs", detail: `${found}; correct ${field}, or nobody can log in` };
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    return { subject, result: "not checkable", detail: `no answer to this machine: ${why}; the cluster must reach it` };
  }
}

/** Nothing of this library makes the certificate, and there may be no cluster yet that could be asked. */
function tlsChecks(project: Pick<Project, "notebooks" | "spark">): Check[] {
  const name = project.notebooks?.tlsSecret;
  if (name === undefined) return [];
  const make = `kubectl --namespace ${String(notebookNamespace(project))} create secret tls ${name} --cert=FILE --key=FILE`;
  return [{ subject: `notebooks.tlsSecret ${name}`, result: "not checkable", detail: `after the deploy it must be there: ${make}` }];
}
