import { randomBytes } from "node:crypto";
import { freePort, newFolder, startDaemon, type StateServer, type StateServerKind } from "./server";

const BUCKET = "states";

/** Moto's S3, which knows conditional writes and says how an object is encrypted. */
export const moto: StateServerKind<S3StateServer> = {
  program: "moto_server",
  source: "pip install 'moto[s3]==5.2.5' flask flask-cors",
  start,
};

/** What only an S3 server can be asked. */
export interface S3StateServer extends StateServer {
  /** Sends a request about an object. */
  readonly object: (method: string, key: string, headers?: Record<string, string>) => Promise<Response>;
}

async function start(): Promise<S3StateServer> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = await startDaemon({
    program: "moto_server",
    args: ["-H", "127.0.0.1", "-p", String(port)],
    folder: newFolder("moto"),
    probe: async () => (await fetch(`${endpoint}/${BUCKET}`, { method: "PUT" })).ok,
  });
  // It wants a signature and does not check it.
  const authorization = "AWS4-HMAC-SHA256 Credential=tests/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
  const object: S3StateServer["object"] = (method, key, headers) =>
    fetch(`${endpoint}/${BUCKET}/${key}`, { method, headers: { authorization, ...headers } });
  return {
    backend: { kind: "s3", bucket: BUCKET, endpoint },
    env: { AWS_ACCESS_KEY_ID: randomBytes(10).toString("hex"), AWS_SECRET_ACCESS_KEY: randomBytes(20).toString("hex") },
    object,
    state: async (stack) => {
      const response = await object("GET", `${stack}.tfstate`);
      return response.ok ? response.text() : undefined;
    },
    isLocked: async (stack) => (await object("HEAD", `${stack}.tfstate.tflock`)).ok,
    stop,
  };
}
