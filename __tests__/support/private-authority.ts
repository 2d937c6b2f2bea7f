import { execFileSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import * as tls from "node:tls";

/** An authority of its own, and a server of loopback that it has signed. */
export interface PrivateAuthority {
  /** Its certificate in PEM. */
  readonly certificate: string;
  /** Key and certificate of the server in PEM. */
  readonly server: { readonly key: string; readonly cert: string };
}

/** Makes an authority that signs for 127.0.0.1; both keys go with the folder. */
export function privateAuthority(folder: string): PrivateAuthority {
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...args: readonly string[]): void => void execFileSync("openssl", args, { stdio: "ignore" });
  const elliptic = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...elliptic, "-days", "2", "-subj", "/CN=tests", "-keyout", file("ca.key"), "-out", file("ca.pem"));
  openssl("req", ...elliptic, "-subj", "/CN=server", "-keyout", file("server.key"), "-out", file("server.csr"));
  fs.writeFileSync(file("server.ext"), "subjectAltName=IP:127.0.0.1\n");
  const signs = ["-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-CAcreateserial", "-days", "2", "-extfile", file("server.ext")];
  openssl("x509", "-req", "-in", file("server.csr"), ...signs, "-out", file("server.pem"));
  const read = (name: string): string => fs.readFileSync(file(name), "utf8");
  return { certificate: read("ca.pem"), server: { key: read("server.key"), cert: read("server.pem") } };
}

/** Serves TLS on a free port of loopback for a server that has none. */
export async function withTls(authority: PrivateAuthority, port: number): Promise<{ readonly port: number; readonly stop: () => void }> {
  const server = tls.createServer(authority.server, (socket) => {
    const behind = net.connect(port, "127.0.0.1");
    socket.pipe(behind).pipe(socket);
    for (const end of [socket, behind]) end.on("error", () => [socket, behind].forEach((one) => one.destroy()));
  });
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as net.AddressInfo).port, stop: () => void server.close() };
}
