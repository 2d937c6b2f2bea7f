import { App, LocalBackend, TerraformStack } from "cdktf";
import { MagnumCluster } from "cdktf-magnum";
import { OpenstackProvider } from "cdktf-magnum/openstack/provider";

const app = new App();
const stack = new TerraformStack(app, "lab-cluster");
new LocalBackend(stack, { path: "../../../lab-cluster.tfstate" });
new OpenstackProvider(stack, "openstack", { cloud: "lab" });

new MagnumCluster(stack, "cluster", {
  name: "lab",
  driver: "capi-helm",
  kubernetesVersion: "1.30.2",
  image: "Ubuntu-Jammy-22.04-kube-1.30.2",
  externalNetworkId: "5f3c2e0a-6d0e-4a35-9d2b-1f6f0a7c1b11",
  network: { cidr: "10.0.0.0/20", dnsServers: ["192.0.2.53"] },
  keypair: { name: "lab" },
  controlPlane: { flavor: "m1.medium" },
  workers: { flavor: "m1.medium", count: 2 },
  nodeGroups: [{ name: "spark", flavor: "m1.xlarge", min: 1, max: 6 }],
  api: { floatingIp: true, allowedCidrs: ["198.51.100.0/24"] },
});
app.synth();
