import { HttpBackend, LocalBackend, PgBackend, S3Backend, type TerraformStack } from "cdktf";
import type { OpenStackSite } from "../projects";

/**
 * Declares where Terraform keeps the state of a stack: one key for each stack, encrypted and locked where others can reach it.
 *
 * @param stack - the stack
 * @param backend - the site's backend
 */
export function declareBackend(stack: TerraformStack, backend: OpenStackSite["backend"]): void {
  const name = stack.node.id;
  switch (backend.kind) {
    case "s3": {
      const s3 = new S3Backend(stack, {
        bucket: backend.bucket,
        key: `${name}.tfstate`,
        region: backend.region,
        endpoints: { s3: backend.endpoint },
        encrypt: true,
        usePathStyle: true,
        // Ceph's gateway has none of the services of AWS that these ask.
        skipCredentialsValidation: true,
        skipMetadataApiCheck: true,
        skipRegionValidation: true,
        skipRequestingAccountId: true,
        skipS3Checksum: true,
      });
      // Not a property of cdktf 0.21.
      s3.addOverride("use_lockfile", true);
      return;
    }
    case "http": {
      const address = backend.address.replaceAll("{stack}", name);
      new HttpBackend(stack, {
        address,
        lockAddress: `${address}/lock`,
        lockMethod: "POST",
        unlockAddress: `${address}/lock`,
        unlockMethod: "DELETE",
      });
      return;
    }
    case "pg":
      // cdktf wants a connection string, which has a password in it; Terraform takes it from PG_CONN_STR where there is none.
      new PgBackend(stack, { schemaName: name, connStr: undefined as unknown as string });
      return;
    case "local":
      new LocalBackend(stack, { path: `${backend.directory}/${name}.tfstate` });
  }
}
