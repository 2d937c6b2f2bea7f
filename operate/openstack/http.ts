import { setTimeout as pause } from "node:timers/promises";
import { getProxyForUrl } from "proxy-from-env";
import type { Dispatcher } from "undici";
import type { CloudEntry } from "./cloud-entry";
import { OpenStackError } from "./failure";

/** Something that is asked of a service. */
export interface HttpRequest {
  /** Method. */
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
  /** Address. */
  readonly url: string;
  /**
   * Headers beside those of JSON.
   *
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Body, sent as JSON.
   *
   * @default - none
   */
  readonly body?: unknown;
  /**
   * Whether it may be asked again after a failure, although its method does not say so.
   *
   * @default - GET, HEAD, PUT and DELETE may
   */
  readonly isRepeatable?: boolean;
}

/** What a service has answered. */
export interface HttpAnswer {
  /** Status. */
  readonly status: number;
  /** A header; undefined where there is none. */
  readonly header: (name: string) => string | undefined;
  /** Body: what the JSON says, or the text where it is none. */
  readonly body: unknown;
}

/** Sends requests to the services of one cloud. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** It takes a while to load, and most commands ask no cloud. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const undici = (): typeof import("undici") => require("undici") as typeof import("undici");

/** What a service answers in passing: it is not there just now, or it wants to be asked later. */
const PASSING: readonly number[] = [429, 502, 503, 504];
const WAITS_MS: readonly number[] = [500, 1500, 4000];
const LONGEST_WAIT_MS = 20_000;

/**
 * Makes what sends requests: with the cloud's certificate authority, through the proxies of the environment, again where it failed in
 * passing, and never to where an answer redirects it, because the token would go along.
 *
 * @param entry - the cloud
 * @param timeoutSeconds - longest time for one answer, in seconds
 */
export function httpOf({ ca, certificate, secrets }: Pick<CloudEntry, "ca" | "certificate" | "secrets">, timeoutSeconds: number): Http {
  const tls = { ...(ca === undefined ? {} : { ca }), ...certificate };
  const dispatchers = new Map<string, Dispatcher>();
  /** Connections are kept for the next question, those through each proxy for themselves. */
  const dispatcherFor = (url: string): Dispatcher => {
    const { Agent, ProxyAgent } = undici();
    const proxy = getProxyForUrl(url);
    const dispatcher =
      dispatchers.get(proxy) ?? (proxy === "" ? new Agent({ connect: tls }) : new ProxyAgent({ uri: proxy, requestTls: tls }));
    dispatchers.set(proxy, dispatcher);
    return dispatcher;
  };
  const once = async ({ method, url, headers, body }: HttpRequest): Promise<HttpAnswer> => {
    const answer = await undici().fetch(url, {
      method,
      dispatcher: dispatcherFor(url),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, header: (name) => answer.headers.get(name) ?? undefined, body: parsed(text) };
  };

  return async (request) => {
    const isRepeatable = request.isRepeatable ?? !["POST", "PATCH"].includes(request.method);
    for (let tried = 0; ; tried++) {
      const waitMs = isRepeatable ? WAITS_MS[tried] : undefined;
      try {
        const answer = await once(request);
        if (waitMs === undefined || !PASSING.includes(answer.status)) return answer;
        await pause(askedToWait(answer) ?? waitMs);
      } catch (error) {
        if (waitMs === undefined || !isPassing(error)) throw failureOf(request, error, timeoutSeconds, secrets);
        await pause(waitMs);
      }
    }
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function askedToWait(answer: HttpAnswer): number | undefined {
  const seconds = Number(answer.header("retry-after") ?? NaN);
  return seconds >= 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : undefined;
}

/** Codes of connections that broke: whoever asks again may be answered. */
const BROKEN: readonly string[] = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "EAI_AGAIN"];

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return cause !== undefined && cause !== null ? codeOf(cause) : typeof code === "string" ? code : "";
}

function isPassing(error: unknown): boolean {
  return BROKEN.includes(codeOf(error));
}

/** What connections that come to nothing mean, by their codes. */
const CONNECTIONS: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, "nobody listens there; check the address and the firewall between"],
  [/^ENOTFOUND$|^EAI_AGAIN$/, "there is no such host; check the address and the name server"],
  [
    /^ETIMEDOUT$|^UND_ERR_CONNECT_TIMEOUT$|^EHOSTUNREACH$|^ENETUNREACH$/,
    "no connection; check the address, the VPN and the firewall between",
  ],
  [/CERT_HAS_EXPIRED/, "its certificate has expired; the cloud's people have to renew it"],
  [/ALTNAME/, "its certificate is for another host; check the address"],
  [
    /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED/,
    "its certificate authority is not known; name its file in cacert of clouds.yaml",
  ],
  [/^ERR_SSL|^EPROTO$/, "it does not speak TLS there; check http or https in the address"],
];

function failureOf({ method, url }: HttpRequest, error: unknown, timeoutSeconds: number, secrets: readonly string[]): OpenStackError {
  const { name, message } = error as Error;
  const what = hidden(`${method} ${url}`, secrets);
  if (name === "TimeoutError") return new OpenStackError("timeout", `${what}: no answer within ${timeoutSeconds} s`);
  const code = codeOf(error);
  const meaning = CONNECTIONS.find(([pattern]) => pattern.test(code))?.[1];
  return new OpenStackError("unreachable", `${what}: ${meaning ?? hidden(code === "" ? message : code, secrets)}`);
}

/**
 * Takes secrets out of a text: a service may put into its answer what it was sent.
 *
 * @param text - the text
 * @param secrets - the secrets
 */
export function hidden(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === "" ? rest : rest.replaceAll(secret, "***")), text);
}
