import { randomBytes } from "node:crypto";
import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import type { StateServer, StateServerKind } from "./server";

const USER = "operator";

/**
 * The protocol of Terraform's http backend as GitLab speaks it, in this process: a state at its address, and a lock at `lock` below it.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/http
 */
export const protocol: StateServerKind = {
  program: path.basename(process.execPath),
  source: "Node, which runs the tests",
  start,
};

async function start(): Promise<StateServer> {
  const password = randomBytes(16).toString("hex");
  const authorization = `Basic ${Buffer.from(`${USER}:${password}`).toString("base64")}`;
  const [states, locks] = [new Map<string, string>(), new Map<string, string>()];
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (data: Buffer) => (body += data.toString()));
    request.on("end", () => {
      const url = new URL(request.url!, "http://localhost");
      const [, stack = "", isLock] = /^\/([^/]+)(\/lock)?$/.exec(url.pathname) ?? [];
      const reply = (status: number, text = ""): void => void response.writeHead(status).end(text);
      if (request.headers.authorization !== authorization) return reply(401);
      return isLock === undefined ? answerState(request.method!, stack, url, body, reply) : answerLock(request.method!, stack, body, reply);
    });
  });

  function answerState(method: string, stack: string, url: URL, body: string, reply: (status: number, text?: string) => void): void {
    const state = states.get(stack);
    if (method === "GET") return reply(state === undefined ? 404 : 200, state);
    // Whoever writes must hold the lock.
    const holder = locks.get(stack);
    if (holder !== undefined && idOf(holder) !== url.searchParams.get("ID")) return reply(423, holder);
    if (method === "DELETE") states.delete(stack);
    else states.set(stack, body);
    reply(200);
  }

  function answerLock(method: string, stack: string, body: string, reply: (status: number, text?: string) => void): void {
    const holder = locks.get(stack);
    const isOther = holder !== undefined && idOf(holder) !== idOf(body);
    if (isOther) return reply(method === "POST" ? 423 : 409, holder);
    if (method === "POST") locks.set(stack, body);
    else locks.delete(stack);
    reply(200);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    backend: { kind: "http", address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/{stack}` },
    env: { TF_HTTP_USERNAME: USER, TF_HTTP_PASSWORD: password },
    state: (stack) => Promise.resolve(states.get(stack)),
    isLocked: (stack) => Promise.resolve(locks.has(stack)),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function idOf(lock: string): unknown {
  return (JSON.parse(lock) as { ID?: unknown }).ID;
}
