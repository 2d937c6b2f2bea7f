// https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataDigitaloceanKubernetesClusterConfig extends cdktf.TerraformMetaArguments {
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#id DataDigitaloceanKubernetesCluster#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id?: string;
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#kubeconfig_expire_seconds DataDigitaloceanKubernetesCluster#kubeconfig_expire_seconds}
  */
  readonly kubeconfigExpireSeconds?: number;
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#name DataDigitaloceanKubernetesCluster#name}
  */
  readonly name: string;
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#tags DataDigitaloceanKubernetesCluster#tags}
  */
  readonly tags?: string[];
  /**
  * amd_gpu_device_metrics_exporter_plugin block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#amd_gpu_device_metrics_exporter_plugin DataDigitaloceanKubernetesCluster#amd_gpu_device_metrics_exporter_plugin}
  */
  readonly amdGpuDeviceMetricsExporterPlugin?: DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPlugin;
  /**
  * amd_gpu_device_plugin block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#amd_gpu_device_plugin DataDigitaloceanKubernetesCluster#amd_gpu_device_plugin}
  */
  readonly amdGpuDevicePlugin?: DataDigitaloceanKubernetesClusterAmdGpuDevicePlugin;
  /**
  * amd_gpu_dra_driver block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#amd_gpu_dra_driver DataDigitaloceanKubernetesCluster#amd_gpu_dra_driver}
  */
  readonly amdGpuDraDriver?: DataDigitaloceanKubernetesClusterAmdGpuDraDriver;
  /**
  * cluster_autoscaler_configuration block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#cluster_autoscaler_configuration DataDigitaloceanKubernetesCluster#cluster_autoscaler_configuration}
  */
  readonly clusterAutoscalerConfiguration?: DataDigitaloceanKubernetesClusterClusterAutoscalerConfiguration[] | cdktf.IResolvable;
  /**
  * coredns_autoscaler block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#coredns_autoscaler DataDigitaloceanKubernetesCluster#coredns_autoscaler}
  */
  readonly corednsAutoscaler?: DataDigitaloceanKubernetesClusterCorednsAutoscaler;
  /**
  * nvidia_gpu_device_plugin block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#nvidia_gpu_device_plugin DataDigitaloceanKubernetesCluster#nvidia_gpu_device_plugin}
  */
  readonly nvidiaGpuDevicePlugin?: DataDigitaloceanKubernetesClusterNvidiaGpuDevicePlugin;
  /**
  * nvidia_gpu_dra_driver block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#nvidia_gpu_dra_driver DataDigitaloceanKubernetesCluster#nvidia_gpu_dra_driver}
  */
  readonly nvidiaGpuDraDriver?: DataDigitaloceanKubernetesClusterNvidiaGpuDraDriver;
  /**
  * p2p_oci_registry_plugin block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#p2p_oci_registry_plugin DataDigitaloceanKubernetesCluster#p2p_oci_registry_plugin}
  */
  readonly p2POciRegistryPlugin?: DataDigitaloceanKubernetesClusterP2POciRegistryPlugin;
  /**
  * rdma_shared_device_plugin block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#rdma_shared_device_plugin DataDigitaloceanKubernetesCluster#rdma_shared_device_plugin}
  */
  readonly rdmaSharedDevicePlugin?: DataDigitaloceanKubernetesClusterRdmaSharedDevicePlugin;
  /**
  * routing_agent block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#routing_agent DataDigitaloceanKubernetesCluster#routing_agent}
  */
  readonly routingAgent?: DataDigitaloceanKubernetesClusterRoutingAgent;
  /**
  * sso block
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#sso DataDigitaloceanKubernetesCluster#sso}
  */
  readonly sso?: DataDigitaloceanKubernetesClusterSso;
}
export interface DataDigitaloceanKubernetesClusterControlPlaneFirewall {
}

export function dataDigitaloceanKubernetesClusterControlPlaneFirewallToTerraform(struct?: DataDigitaloceanKubernetesClusterControlPlaneFirewall): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterControlPlaneFirewallToHclTerraform(struct?: DataDigitaloceanKubernetesClusterControlPlaneFirewall): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterControlPlaneFirewallOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterControlPlaneFirewall | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterControlPlaneFirewall | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // allowed_addresses - computed: true, optional: false, required: false
  public get allowedAddresses() {
    return this.getListAttribute('allowed_addresses');
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }
}

export class DataDigitaloceanKubernetesClusterControlPlaneFirewallList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataDigitaloceanKubernetesClusterControlPlaneFirewallOutputReference {
    return new DataDigitaloceanKubernetesClusterControlPlaneFirewallOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataDigitaloceanKubernetesClusterKubeConfig {
}

export function dataDigitaloceanKubernetesClusterKubeConfigToTerraform(struct?: DataDigitaloceanKubernetesClusterKubeConfig): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterKubeConfigToHclTerraform(struct?: DataDigitaloceanKubernetesClusterKubeConfig): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterKubeConfigOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterKubeConfig | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterKubeConfig | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // client_certificate - computed: true, optional: false, required: false
  public get clientCertificate() {
    return this.getStringAttribute('client_certificate');
  }

  // client_key - computed: true, optional: false, required: false
  public get clientKey() {
    return this.getStringAttribute('client_key');
  }

  // cluster_ca_certificate - computed: true, optional: false, required: false
  public get clusterCaCertificate() {
    return this.getStringAttribute('cluster_ca_certificate');
  }

  // expires_at - computed: true, optional: false, required: false
  public get expiresAt() {
    return this.getStringAttribute('expires_at');
  }

  // host - computed: true, optional: false, required: false
  public get host() {
    return this.getStringAttribute('host');
  }

  // raw_config - computed: true, optional: false, required: false
  public get rawConfig() {
    return this.getStringAttribute('raw_config');
  }

  // token - computed: true, optional: false, required: false
  public get token() {
    return this.getStringAttribute('token');
  }
}

export class DataDigitaloceanKubernetesClusterKubeConfigList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataDigitaloceanKubernetesClusterKubeConfigOutputReference {
    return new DataDigitaloceanKubernetesClusterKubeConfigOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataDigitaloceanKubernetesClusterMaintenancePolicy {
}

export function dataDigitaloceanKubernetesClusterMaintenancePolicyToTerraform(struct?: DataDigitaloceanKubernetesClusterMaintenancePolicy): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterMaintenancePolicyToHclTerraform(struct?: DataDigitaloceanKubernetesClusterMaintenancePolicy): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterMaintenancePolicyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterMaintenancePolicy | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterMaintenancePolicy | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // day - computed: true, optional: false, required: false
  public get day() {
    return this.getStringAttribute('day');
  }

  // duration - computed: true, optional: false, required: false
  public get duration() {
    return this.getStringAttribute('duration');
  }

  // start_time - computed: true, optional: false, required: false
  public get startTime() {
    return this.getStringAttribute('start_time');
  }
}

export class DataDigitaloceanKubernetesClusterMaintenancePolicyList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataDigitaloceanKubernetesClusterMaintenancePolicyOutputReference {
    return new DataDigitaloceanKubernetesClusterMaintenancePolicyOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataDigitaloceanKubernetesClusterNodePoolNodes {
}

export function dataDigitaloceanKubernetesClusterNodePoolNodesToTerraform(struct?: DataDigitaloceanKubernetesClusterNodePoolNodes): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterNodePoolNodesToHclTerraform(struct?: DataDigitaloceanKubernetesClusterNodePoolNodes): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterNodePoolNodesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterNodePoolNodes | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterNodePoolNodes | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // created_at - computed: true, optional: false, required: false
  public get createdAt() {
    return this.getStringAttribute('created_at');
  }

  // droplet_id - computed: true, optional: false, required: false
  public get dropletId() {
    return this.getStringAttribute('droplet_id');
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // status - computed: true, optional: false, required: false
  public get status() {
    return this.getStringAttribute('status');
  }

  // updated_at - computed: true, optional: false, required: false
  public get updatedAt() {
    return this.getStringAttribute('updated_at');
  }
}

export class DataDigitaloceanKubernetesClusterNodePoolNodesList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataDigitaloceanKubernetesClusterNodePoolNodesOutputReference {
    return new DataDigitaloceanKubernetesClusterNodePoolNodesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataDigitaloceanKubernetesClusterNodePoolTaint {
}

export function dataDigitaloceanKubernetesClusterNodePoolTaintToTerraform(struct?: DataDigitaloceanKubernetesClusterNodePoolTaint): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterNodePoolTaintToHclTerraform(struct?: DataDigitaloceanKubernetesClusterNodePoolTaint): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterNodePoolTaintOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterNodePoolTaint | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterNodePoolTaint | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // effect - computed: true, optional: false, required: false
  public get effect() {
    return this.getStringAttribute('effect');
  }

  // key - computed: true, optional: false, required: false
  public get key() {
    return this.getStringAttribute('key');
  }

  // value - computed: true, optional: false, required: false
  public get value() {
    return this.getStringAttribute('value');
  }
}

export class DataDigitaloceanKubernetesClusterNodePoolTaintList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataDigitaloceanKubernetesClusterNodePoolTaintOutputReference {
    return new DataDigitaloceanKubernetesClusterNodePoolTaintOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataDigitaloceanKubernetesClusterNodePool {
}

export function dataDigitaloceanKubernetesClusterNodePoolToTerraform(struct?: DataDigitaloceanKubernetesClusterNodePool): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterNodePoolToHclTerraform(struct?: DataDigitaloceanKubernetesClusterNodePool): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterNodePoolOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterNodePool | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterNodePool | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // actual_node_count - computed: true, optional: false, required: false
  public get actualNodeCount() {
    return this.getNumberAttribute('actual_node_count');
  }

  // auto_scale - computed: true, optional: false, required: false
  public get autoScale() {
    return this.getBooleanAttribute('auto_scale');
  }

  // gpu_partition_mode - computed: true, optional: false, required: false
  public get gpuPartitionMode() {
    return this.getStringAttribute('gpu_partition_mode');
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // labels - computed: true, optional: false, required: false
  private _labels = new cdktf.StringMap(this, "labels");
  public get labels() {
    return this._labels;
  }

  // max_nodes - computed: true, optional: false, required: false
  public get maxNodes() {
    return this.getNumberAttribute('max_nodes');
  }

  // min_nodes - computed: true, optional: false, required: false
  public get minNodes() {
    return this.getNumberAttribute('min_nodes');
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // node_count - computed: true, optional: false, required: false
  public get nodeCount() {
    return this.getNumberAttribute('node_count');
  }

  // nodes - computed: true, optional: false, required: false
  private _nodes = new DataDigitaloceanKubernetesClusterNodePoolNodesList(this, "nodes", false);
  public get nodes() {
    return this._nodes;
  }

  // size - computed: true, optional: false, required: false
  public get size() {
    return this.getStringAttribute('size');
  }

  // tags - computed: true, optional: false, required: false
  public get tags() {
    return cdktf.Fn.tolist(this.getListAttribute('tags'));
  }

  // taint - computed: true, optional: false, required: false
  private _taint = new DataDigitaloceanKubernetesClusterNodePoolTaintList(this, "taint", true);
  public get taint() {
    return this._taint;
  }
}

export class DataDigitaloceanKubernetesClusterNodePoolList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataDigitaloceanKubernetesClusterNodePoolOutputReference {
    return new DataDigitaloceanKubernetesClusterNodePoolOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPlugin {
}

export function dataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPluginToTerraform(struct?: DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPluginOutputReference | DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPlugin): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPluginToHclTerraform(struct?: DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPluginOutputReference | DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPlugin): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPluginOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPlugin | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPlugin | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }
}
export interface DataDigitaloceanKubernetesClusterAmdGpuDevicePlugin {
}

export function dataDigitaloceanKubernetesClusterAmdGpuDevicePluginToTerraform(struct?: DataDigitaloceanKubernetesClusterAmdGpuDevicePluginOutputReference | DataDigitaloceanKubernetesClusterAmdGpuDevicePlugin): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterAmdGpuDevicePluginToHclTerraform(struct?: DataDigitaloceanKubernetesClusterAmdGpuDevicePluginOutputReference | DataDigitaloceanKubernetesClusterAmdGpuDevicePlugin): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterAmdGpuDevicePluginOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterAmdGpuDevicePlugin | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterAmdGpuDevicePlugin | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }
}
export interface DataDigitaloceanKubernetesClusterAmdGpuDraDriver {
}

export function dataDigitaloceanKubernetesClusterAmdGpuDraDriverToTerraform(struct?: DataDigitaloceanKubernetesClusterAmdGpuDraDriverOutputReference | DataDigitaloceanKubernetesClusterAmdGpuDraDriver): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterAmdGpuDraDriverToHclTerraform(struct?: DataDigitaloceanKubernetesClusterAmdGpuDraDriverOutputReference | DataDigitaloceanKubernetesClusterAmdGpuDraDriver): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterAmdGpuDraDriverOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterAmdGpuDraDriver | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterAmdGpuDraDriver | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }
}
export interface DataDigitaloceanKubernetesClusterClusterAutoscalerConfiguration {
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#expanders DataDigitaloceanKubernetesCluster#expanders}
  */
  readonly expanders?: string[];
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#scale_down_unneeded_time DataDigitaloceanKubernetesCluster#scale_down_unneeded_time}
  */
  readonly scaleDownUnneededTime?: string;
  /**
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#scale_down_utilization_threshold DataDigitaloceanKubernetesCluster#scale_down_utilization_threshold}
  */
  readonly scaleDownUtilizationThreshold?: number;
}

export function dataDigitaloceanKubernetesClusterClusterAutoscalerConfigurationToTerraform(struct?: DataDigitaloceanKubernetesClusterClusterAutoscalerConfiguration | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    expanders: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.expanders),
    scale_down_unneeded_time: cdktf.stringToTerraform(struct!.scaleDownUnneededTime),
    scale_down_utilization_threshold: cdktf.numberToTerraform(struct!.scaleDownUtilizationThreshold),
  }
}


export function dataDigitaloceanKubernetesClusterClusterAutoscalerConfigurationToHclTerraform(struct?: DataDigitaloceanKubernetesClusterClusterAutoscalerConfiguration | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    expanders: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.expanders),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    scale_down_unneeded_time: {
      value: cdktf.stringToHclTerraform(struct!.scaleDownUnneededTime),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    scale_down_utilization_threshold: {
      value: cdktf.numberToHclTerraform(struct!.scaleDownUtilizationThreshold),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataDigitaloceanKubernetesClusterClusterAutoscalerConfigurationOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterClusterAutoscalerConfiguration | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._expanders !== undefined) {
      hasAnyValues = true;
      internalValueResult.expanders = this._expanders;
    }
    if (this._scaleDownUnneededTime !== undefined) {
      hasAnyValues = true;
      internalValueResult.scaleDownUnneededTime = this._scaleDownUnneededTime;
    }
    if (this._scaleDownUtilizationThreshold !== undefined) {
      hasAnyValues = true;
      internalValueResult.scaleDownUtilizationThreshold = this._scaleDownUtilizationThreshold;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterClusterAutoscalerConfiguration | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._expanders = undefined;
      this._scaleDownUnneededTime = undefined;
      this._scaleDownUtilizationThreshold = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._expanders = value.expanders;
      this._scaleDownUnneededTime = value.scaleDownUnneededTime;
      this._scaleDownUtilizationThreshold = value.scaleDownUtilizationThreshold;
    }
  }

  // expanders - computed: false, optional: true, required: false
  private _expanders?: string[]; 
  public get expanders() {
    return this.getListAttribute('expanders');
  }
  public set expanders(value: string[]) {
    this._expanders = value;
  }
  public resetExpanders() {
    this._expanders = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get expandersInput() {
    return this._expanders;
  }

  // scale_down_unneeded_time - computed: false, optional: true, required: false
  private _scaleDownUnneededTime?: string; 
  public get scaleDownUnneededTime() {
    return this.getStringAttribute('scale_down_unneeded_time');
  }
  public set scaleDownUnneededTime(value: string) {
    this._scaleDownUnneededTime = value;
  }
  public resetScaleDownUnneededTime() {
    this._scaleDownUnneededTime = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get scaleDownUnneededTimeInput() {
    return this._scaleDownUnneededTime;
  }

  // scale_down_utilization_threshold - computed: false, optional: true, required: false
  private _scaleDownUtilizationThreshold?: number; 
  public get scaleDownUtilizationThreshold() {
    return this.getNumberAttribute('scale_down_utilization_threshold');
  }
  public set scaleDownUtilizationThreshold(value: number) {
    this._scaleDownUtilizationThreshold = value;
  }
  public resetScaleDownUtilizationThreshold() {
    this._scaleDownUtilizationThreshold = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get scaleDownUtilizationThresholdInput() {
    return this._scaleDownUtilizationThreshold;
  }
}

export class DataDigitaloceanKubernetesClusterClusterAutoscalerConfigurationList extends cdktf.ComplexList {
  public internalValue? : DataDigitaloceanKubernetesClusterClusterAutoscalerConfiguration[] | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataDigitaloceanKubernetesClusterClusterAutoscalerConfigurationOutputReference {
    return new DataDigitaloceanKubernetesClusterClusterAutoscalerConfigurationOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataDigitaloceanKubernetesClusterCorednsAutoscaler {
}

export function dataDigitaloceanKubernetesClusterCorednsAutoscalerToTerraform(struct?: DataDigitaloceanKubernetesClusterCorednsAutoscalerOutputReference | DataDigitaloceanKubernetesClusterCorednsAutoscaler): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterCorednsAutoscalerToHclTerraform(struct?: DataDigitaloceanKubernetesClusterCorednsAutoscalerOutputReference | DataDigitaloceanKubernetesClusterCorednsAutoscaler): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterCorednsAutoscalerOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterCorednsAutoscaler | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterCorednsAutoscaler | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }
}
export interface DataDigitaloceanKubernetesClusterNvidiaGpuDevicePlugin {
}

export function dataDigitaloceanKubernetesClusterNvidiaGpuDevicePluginToTerraform(struct?: DataDigitaloceanKubernetesClusterNvidiaGpuDevicePluginOutputReference | DataDigitaloceanKubernetesClusterNvidiaGpuDevicePlugin): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterNvidiaGpuDevicePluginToHclTerraform(struct?: DataDigitaloceanKubernetesClusterNvidiaGpuDevicePluginOutputReference | DataDigitaloceanKubernetesClusterNvidiaGpuDevicePlugin): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterNvidiaGpuDevicePluginOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterNvidiaGpuDevicePlugin | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterNvidiaGpuDevicePlugin | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }
}
export interface DataDigitaloceanKubernetesClusterNvidiaGpuDraDriver {
}

export function dataDigitaloceanKubernetesClusterNvidiaGpuDraDriverToTerraform(struct?: DataDigitaloceanKubernetesClusterNvidiaGpuDraDriverOutputReference | DataDigitaloceanKubernetesClusterNvidiaGpuDraDriver): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterNvidiaGpuDraDriverToHclTerraform(struct?: DataDigitaloceanKubernetesClusterNvidiaGpuDraDriverOutputReference | DataDigitaloceanKubernetesClusterNvidiaGpuDraDriver): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterNvidiaGpuDraDriverOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterNvidiaGpuDraDriver | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterNvidiaGpuDraDriver | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }
}
export interface DataDigitaloceanKubernetesClusterP2POciRegistryPlugin {
}

export function dataDigitaloceanKubernetesClusterP2POciRegistryPluginToTerraform(struct?: DataDigitaloceanKubernetesClusterP2POciRegistryPluginOutputReference | DataDigitaloceanKubernetesClusterP2POciRegistryPlugin): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterP2POciRegistryPluginToHclTerraform(struct?: DataDigitaloceanKubernetesClusterP2POciRegistryPluginOutputReference | DataDigitaloceanKubernetesClusterP2POciRegistryPlugin): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterP2POciRegistryPluginOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterP2POciRegistryPlugin | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterP2POciRegistryPlugin | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }
}
export interface DataDigitaloceanKubernetesClusterRdmaSharedDevicePlugin {
}

export function dataDigitaloceanKubernetesClusterRdmaSharedDevicePluginToTerraform(struct?: DataDigitaloceanKubernetesClusterRdmaSharedDevicePluginOutputReference | DataDigitaloceanKubernetesClusterRdmaSharedDevicePlugin): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterRdmaSharedDevicePluginToHclTerraform(struct?: DataDigitaloceanKubernetesClusterRdmaSharedDevicePluginOutputReference | DataDigitaloceanKubernetesClusterRdmaSharedDevicePlugin): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterRdmaSharedDevicePluginOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterRdmaSharedDevicePlugin | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterRdmaSharedDevicePlugin | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }
}
export interface DataDigitaloceanKubernetesClusterRoutingAgent {
}

export function dataDigitaloceanKubernetesClusterRoutingAgentToTerraform(struct?: DataDigitaloceanKubernetesClusterRoutingAgentOutputReference | DataDigitaloceanKubernetesClusterRoutingAgent): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterRoutingAgentToHclTerraform(struct?: DataDigitaloceanKubernetesClusterRoutingAgentOutputReference | DataDigitaloceanKubernetesClusterRoutingAgent): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterRoutingAgentOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterRoutingAgent | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterRoutingAgent | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }
}
export interface DataDigitaloceanKubernetesClusterSso {
}

export function dataDigitaloceanKubernetesClusterSsoToTerraform(struct?: DataDigitaloceanKubernetesClusterSsoOutputReference | DataDigitaloceanKubernetesClusterSso): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataDigitaloceanKubernetesClusterSsoToHclTerraform(struct?: DataDigitaloceanKubernetesClusterSsoOutputReference | DataDigitaloceanKubernetesClusterSso): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataDigitaloceanKubernetesClusterSsoOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false, 0);
  }

  public get internalValue(): DataDigitaloceanKubernetesClusterSso | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataDigitaloceanKubernetesClusterSso | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // client_id - computed: true, optional: false, required: false
  public get clientId() {
    return this.getStringAttribute('client_id');
  }

  // enabled - computed: true, optional: false, required: false
  public get enabled() {
    return this.getBooleanAttribute('enabled');
  }

  // issuer_url - computed: true, optional: false, required: false
  public get issuerUrl() {
    return this.getStringAttribute('issuer_url');
  }

  // required - computed: true, optional: false, required: false
  public get required() {
    return this.getBooleanAttribute('required');
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster digitalocean_kubernetes_cluster}
*/
export class DataDigitaloceanKubernetesCluster extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "digitalocean_kubernetes_cluster";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataDigitaloceanKubernetesCluster resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataDigitaloceanKubernetesCluster to import
  * @param importFromId The id of the existing DataDigitaloceanKubernetesCluster that should be imported. Refer to the {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataDigitaloceanKubernetesCluster to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "digitalocean_kubernetes_cluster", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/digitalocean/digitalocean/2.99.1/docs/data-sources/kubernetes_cluster digitalocean_kubernetes_cluster} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataDigitaloceanKubernetesClusterConfig
  */
  public constructor(scope: Construct, id: string, config: DataDigitaloceanKubernetesClusterConfig) {
    super(scope, id, {
      terraformResourceType: 'digitalocean_kubernetes_cluster',
      terraformGeneratorMetadata: {
        providerName: 'digitalocean',
        providerVersion: '2.99.1',
        providerVersionConstraint: '2.99.1'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._id = config.id;
    this._kubeconfigExpireSeconds = config.kubeconfigExpireSeconds;
    this._name = config.name;
    this._tags = config.tags;
    this._amdGpuDeviceMetricsExporterPlugin.internalValue = config.amdGpuDeviceMetricsExporterPlugin;
    this._amdGpuDevicePlugin.internalValue = config.amdGpuDevicePlugin;
    this._amdGpuDraDriver.internalValue = config.amdGpuDraDriver;
    this._clusterAutoscalerConfiguration.internalValue = config.clusterAutoscalerConfiguration;
    this._corednsAutoscaler.internalValue = config.corednsAutoscaler;
    this._nvidiaGpuDevicePlugin.internalValue = config.nvidiaGpuDevicePlugin;
    this._nvidiaGpuDraDriver.internalValue = config.nvidiaGpuDraDriver;
    this._p2POciRegistryPlugin.internalValue = config.p2POciRegistryPlugin;
    this._rdmaSharedDevicePlugin.internalValue = config.rdmaSharedDevicePlugin;
    this._routingAgent.internalValue = config.routingAgent;
    this._sso.internalValue = config.sso;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // auto_upgrade - computed: true, optional: false, required: false
  public get autoUpgrade() {
    return this.getBooleanAttribute('auto_upgrade');
  }

  // cluster_subnet - computed: true, optional: false, required: false
  public get clusterSubnet() {
    return this.getStringAttribute('cluster_subnet');
  }

  // control_plane_firewall - computed: true, optional: false, required: false
  private _controlPlaneFirewall = new DataDigitaloceanKubernetesClusterControlPlaneFirewallList(this, "control_plane_firewall", false);
  public get controlPlaneFirewall() {
    return this._controlPlaneFirewall;
  }

  // created_at - computed: true, optional: false, required: false
  public get createdAt() {
    return this.getStringAttribute('created_at');
  }

  // endpoint - computed: true, optional: false, required: false
  public get endpoint() {
    return this.getStringAttribute('endpoint');
  }

  // ha - computed: true, optional: false, required: false
  public get ha() {
    return this.getBooleanAttribute('ha');
  }

  // id - computed: true, optional: true, required: false
  private _id?: string; 
  public get id() {
    return this.getStringAttribute('id');
  }
  public set id(value: string) {
    this._id = value;
  }
  public resetId() {
    this._id = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get idInput() {
    return this._id;
  }

  // ipv4_address - computed: true, optional: false, required: false
  public get ipv4Address() {
    return this.getStringAttribute('ipv4_address');
  }

  // isolated_workers - computed: true, optional: false, required: false
  public get isolatedWorkers() {
    return this.getBooleanAttribute('isolated_workers');
  }

  // kube_config - computed: true, optional: false, required: false
  private _kubeConfig = new DataDigitaloceanKubernetesClusterKubeConfigList(this, "kube_config", false);
  public get kubeConfig() {
    return this._kubeConfig;
  }

  // kubeconfig_expire_seconds - computed: false, optional: true, required: false
  private _kubeconfigExpireSeconds?: number; 
  public get kubeconfigExpireSeconds() {
    return this.getNumberAttribute('kubeconfig_expire_seconds');
  }
  public set kubeconfigExpireSeconds(value: number) {
    this._kubeconfigExpireSeconds = value;
  }
  public resetKubeconfigExpireSeconds() {
    this._kubeconfigExpireSeconds = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get kubeconfigExpireSecondsInput() {
    return this._kubeconfigExpireSeconds;
  }

  // maintenance_policy - computed: true, optional: false, required: false
  private _maintenancePolicy = new DataDigitaloceanKubernetesClusterMaintenancePolicyList(this, "maintenance_policy", false);
  public get maintenancePolicy() {
    return this._maintenancePolicy;
  }

  // name - computed: false, optional: false, required: true
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // node_pool - computed: true, optional: false, required: false
  private _nodePool = new DataDigitaloceanKubernetesClusterNodePoolList(this, "node_pool", false);
  public get nodePool() {
    return this._nodePool;
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // service_subnet - computed: true, optional: false, required: false
  public get serviceSubnet() {
    return this.getStringAttribute('service_subnet');
  }

  // status - computed: true, optional: false, required: false
  public get status() {
    return this.getStringAttribute('status');
  }

  // surge_upgrade - computed: true, optional: false, required: false
  public get surgeUpgrade() {
    return this.getBooleanAttribute('surge_upgrade');
  }

  // tags - computed: false, optional: true, required: false
  private _tags?: string[]; 
  public get tags() {
    return cdktf.Fn.tolist(this.getListAttribute('tags'));
  }
  public set tags(value: string[]) {
    this._tags = value;
  }
  public resetTags() {
    this._tags = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tagsInput() {
    return this._tags;
  }

  // updated_at - computed: true, optional: false, required: false
  public get updatedAt() {
    return this.getStringAttribute('updated_at');
  }

  // urn - computed: true, optional: false, required: false
  public get urn() {
    return this.getStringAttribute('urn');
  }

  // version - computed: true, optional: false, required: false
  public get version() {
    return this.getStringAttribute('version');
  }

  // vpc_uuid - computed: true, optional: false, required: false
  public get vpcUuid() {
    return this.getStringAttribute('vpc_uuid');
  }

  // worker_subnet_uuid - computed: true, optional: false, required: false
  public get workerSubnetUuid() {
    return this.getStringAttribute('worker_subnet_uuid');
  }

  // amd_gpu_device_metrics_exporter_plugin - computed: false, optional: true, required: false
  private _amdGpuDeviceMetricsExporterPlugin = new DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPluginOutputReference(this, "amd_gpu_device_metrics_exporter_plugin");
  public get amdGpuDeviceMetricsExporterPlugin() {
    return this._amdGpuDeviceMetricsExporterPlugin;
  }
  public putAmdGpuDeviceMetricsExporterPlugin(value: DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPlugin) {
    this._amdGpuDeviceMetricsExporterPlugin.internalValue = value;
  }
  public resetAmdGpuDeviceMetricsExporterPlugin() {
    this._amdGpuDeviceMetricsExporterPlugin.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get amdGpuDeviceMetricsExporterPluginInput() {
    return this._amdGpuDeviceMetricsExporterPlugin.internalValue;
  }

  // amd_gpu_device_plugin - computed: false, optional: true, required: false
  private _amdGpuDevicePlugin = new DataDigitaloceanKubernetesClusterAmdGpuDevicePluginOutputReference(this, "amd_gpu_device_plugin");
  public get amdGpuDevicePlugin() {
    return this._amdGpuDevicePlugin;
  }
  public putAmdGpuDevicePlugin(value: DataDigitaloceanKubernetesClusterAmdGpuDevicePlugin) {
    this._amdGpuDevicePlugin.internalValue = value;
  }
  public resetAmdGpuDevicePlugin() {
    this._amdGpuDevicePlugin.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get amdGpuDevicePluginInput() {
    return this._amdGpuDevicePlugin.internalValue;
  }

  // amd_gpu_dra_driver - computed: false, optional: true, required: false
  private _amdGpuDraDriver = new DataDigitaloceanKubernetesClusterAmdGpuDraDriverOutputReference(this, "amd_gpu_dra_driver");
  public get amdGpuDraDriver() {
    return this._amdGpuDraDriver;
  }
  public putAmdGpuDraDriver(value: DataDigitaloceanKubernetesClusterAmdGpuDraDriver) {
    this._amdGpuDraDriver.internalValue = value;
  }
  public resetAmdGpuDraDriver() {
    this._amdGpuDraDriver.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get amdGpuDraDriverInput() {
    return this._amdGpuDraDriver.internalValue;
  }

  // cluster_autoscaler_configuration - computed: false, optional: true, required: false
  private _clusterAutoscalerConfiguration = new DataDigitaloceanKubernetesClusterClusterAutoscalerConfigurationList(this, "cluster_autoscaler_configuration", false);
  public get clusterAutoscalerConfiguration() {
    return this._clusterAutoscalerConfiguration;
  }
  public putClusterAutoscalerConfiguration(value: DataDigitaloceanKubernetesClusterClusterAutoscalerConfiguration[] | cdktf.IResolvable) {
    this._clusterAutoscalerConfiguration.internalValue = value;
  }
  public resetClusterAutoscalerConfiguration() {
    this._clusterAutoscalerConfiguration.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clusterAutoscalerConfigurationInput() {
    return this._clusterAutoscalerConfiguration.internalValue;
  }

  // coredns_autoscaler - computed: false, optional: true, required: false
  private _corednsAutoscaler = new DataDigitaloceanKubernetesClusterCorednsAutoscalerOutputReference(this, "coredns_autoscaler");
  public get corednsAutoscaler() {
    return this._corednsAutoscaler;
  }
  public putCorednsAutoscaler(value: DataDigitaloceanKubernetesClusterCorednsAutoscaler) {
    this._corednsAutoscaler.internalValue = value;
  }
  public resetCorednsAutoscaler() {
    this._corednsAutoscaler.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get corednsAutoscalerInput() {
    return this._corednsAutoscaler.internalValue;
  }

  // nvidia_gpu_device_plugin - computed: false, optional: true, required: false
  private _nvidiaGpuDevicePlugin = new DataDigitaloceanKubernetesClusterNvidiaGpuDevicePluginOutputReference(this, "nvidia_gpu_device_plugin");
  public get nvidiaGpuDevicePlugin() {
    return this._nvidiaGpuDevicePlugin;
  }
  public putNvidiaGpuDevicePlugin(value: DataDigitaloceanKubernetesClusterNvidiaGpuDevicePlugin) {
    this._nvidiaGpuDevicePlugin.internalValue = value;
  }
  public resetNvidiaGpuDevicePlugin() {
    this._nvidiaGpuDevicePlugin.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nvidiaGpuDevicePluginInput() {
    return this._nvidiaGpuDevicePlugin.internalValue;
  }

  // nvidia_gpu_dra_driver - computed: false, optional: true, required: false
  private _nvidiaGpuDraDriver = new DataDigitaloceanKubernetesClusterNvidiaGpuDraDriverOutputReference(this, "nvidia_gpu_dra_driver");
  public get nvidiaGpuDraDriver() {
    return this._nvidiaGpuDraDriver;
  }
  public putNvidiaGpuDraDriver(value: DataDigitaloceanKubernetesClusterNvidiaGpuDraDriver) {
    this._nvidiaGpuDraDriver.internalValue = value;
  }
  public resetNvidiaGpuDraDriver() {
    this._nvidiaGpuDraDriver.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nvidiaGpuDraDriverInput() {
    return this._nvidiaGpuDraDriver.internalValue;
  }

  // p2p_oci_registry_plugin - computed: false, optional: true, required: false
  private _p2POciRegistryPlugin = new DataDigitaloceanKubernetesClusterP2POciRegistryPluginOutputReference(this, "p2p_oci_registry_plugin");
  public get p2POciRegistryPlugin() {
    return this._p2POciRegistryPlugin;
  }
  public putP2POciRegistryPlugin(value: DataDigitaloceanKubernetesClusterP2POciRegistryPlugin) {
    this._p2POciRegistryPlugin.internalValue = value;
  }
  public resetP2POciRegistryPlugin() {
    this._p2POciRegistryPlugin.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get p2POciRegistryPluginInput() {
    return this._p2POciRegistryPlugin.internalValue;
  }

  // rdma_shared_device_plugin - computed: false, optional: true, required: false
  private _rdmaSharedDevicePlugin = new DataDigitaloceanKubernetesClusterRdmaSharedDevicePluginOutputReference(this, "rdma_shared_device_plugin");
  public get rdmaSharedDevicePlugin() {
    return this._rdmaSharedDevicePlugin;
  }
  public putRdmaSharedDevicePlugin(value: DataDigitaloceanKubernetesClusterRdmaSharedDevicePlugin) {
    this._rdmaSharedDevicePlugin.internalValue = value;
  }
  public resetRdmaSharedDevicePlugin() {
    this._rdmaSharedDevicePlugin.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get rdmaSharedDevicePluginInput() {
    return this._rdmaSharedDevicePlugin.internalValue;
  }

  // routing_agent - computed: false, optional: true, required: false
  private _routingAgent = new DataDigitaloceanKubernetesClusterRoutingAgentOutputReference(this, "routing_agent");
  public get routingAgent() {
    return this._routingAgent;
  }
  public putRoutingAgent(value: DataDigitaloceanKubernetesClusterRoutingAgent) {
    this._routingAgent.internalValue = value;
  }
  public resetRoutingAgent() {
    this._routingAgent.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get routingAgentInput() {
    return this._routingAgent.internalValue;
  }

  // sso - computed: false, optional: true, required: false
  private _sso = new DataDigitaloceanKubernetesClusterSsoOutputReference(this, "sso");
  public get sso() {
    return this._sso;
  }
  public putSso(value: DataDigitaloceanKubernetesClusterSso) {
    this._sso.internalValue = value;
  }
  public resetSso() {
    this._sso.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ssoInput() {
    return this._sso.internalValue;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      id: cdktf.stringToTerraform(this._id),
      kubeconfig_expire_seconds: cdktf.numberToTerraform(this._kubeconfigExpireSeconds),
      name: cdktf.stringToTerraform(this._name),
      tags: cdktf.listMapper(cdktf.stringToTerraform, false)(this._tags),
      amd_gpu_device_metrics_exporter_plugin: dataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPluginToTerraform(this._amdGpuDeviceMetricsExporterPlugin.internalValue),
      amd_gpu_device_plugin: dataDigitaloceanKubernetesClusterAmdGpuDevicePluginToTerraform(this._amdGpuDevicePlugin.internalValue),
      amd_gpu_dra_driver: dataDigitaloceanKubernetesClusterAmdGpuDraDriverToTerraform(this._amdGpuDraDriver.internalValue),
      cluster_autoscaler_configuration: cdktf.listMapper(dataDigitaloceanKubernetesClusterClusterAutoscalerConfigurationToTerraform, true)(this._clusterAutoscalerConfiguration.internalValue),
      coredns_autoscaler: dataDigitaloceanKubernetesClusterCorednsAutoscalerToTerraform(this._corednsAutoscaler.internalValue),
      nvidia_gpu_device_plugin: dataDigitaloceanKubernetesClusterNvidiaGpuDevicePluginToTerraform(this._nvidiaGpuDevicePlugin.internalValue),
      nvidia_gpu_dra_driver: dataDigitaloceanKubernetesClusterNvidiaGpuDraDriverToTerraform(this._nvidiaGpuDraDriver.internalValue),
      p2p_oci_registry_plugin: dataDigitaloceanKubernetesClusterP2POciRegistryPluginToTerraform(this._p2POciRegistryPlugin.internalValue),
      rdma_shared_device_plugin: dataDigitaloceanKubernetesClusterRdmaSharedDevicePluginToTerraform(this._rdmaSharedDevicePlugin.internalValue),
      routing_agent: dataDigitaloceanKubernetesClusterRoutingAgentToTerraform(this._routingAgent.internalValue),
      sso: dataDigitaloceanKubernetesClusterSsoToTerraform(this._sso.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      id: {
        value: cdktf.stringToHclTerraform(this._id),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      kubeconfig_expire_seconds: {
        value: cdktf.numberToHclTerraform(this._kubeconfigExpireSeconds),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      tags: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._tags),
        isBlock: false,
        type: "set",
        storageClassType: "stringList",
      },
      amd_gpu_device_metrics_exporter_plugin: {
        value: dataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPluginToHclTerraform(this._amdGpuDeviceMetricsExporterPlugin.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterAmdGpuDeviceMetricsExporterPluginList",
      },
      amd_gpu_device_plugin: {
        value: dataDigitaloceanKubernetesClusterAmdGpuDevicePluginToHclTerraform(this._amdGpuDevicePlugin.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterAmdGpuDevicePluginList",
      },
      amd_gpu_dra_driver: {
        value: dataDigitaloceanKubernetesClusterAmdGpuDraDriverToHclTerraform(this._amdGpuDraDriver.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterAmdGpuDraDriverList",
      },
      cluster_autoscaler_configuration: {
        value: cdktf.listMapperHcl(dataDigitaloceanKubernetesClusterClusterAutoscalerConfigurationToHclTerraform, true)(this._clusterAutoscalerConfiguration.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterClusterAutoscalerConfigurationList",
      },
      coredns_autoscaler: {
        value: dataDigitaloceanKubernetesClusterCorednsAutoscalerToHclTerraform(this._corednsAutoscaler.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterCorednsAutoscalerList",
      },
      nvidia_gpu_device_plugin: {
        value: dataDigitaloceanKubernetesClusterNvidiaGpuDevicePluginToHclTerraform(this._nvidiaGpuDevicePlugin.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterNvidiaGpuDevicePluginList",
      },
      nvidia_gpu_dra_driver: {
        value: dataDigitaloceanKubernetesClusterNvidiaGpuDraDriverToHclTerraform(this._nvidiaGpuDraDriver.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterNvidiaGpuDraDriverList",
      },
      p2p_oci_registry_plugin: {
        value: dataDigitaloceanKubernetesClusterP2POciRegistryPluginToHclTerraform(this._p2POciRegistryPlugin.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterP2POciRegistryPluginList",
      },
      rdma_shared_device_plugin: {
        value: dataDigitaloceanKubernetesClusterRdmaSharedDevicePluginToHclTerraform(this._rdmaSharedDevicePlugin.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterRdmaSharedDevicePluginList",
      },
      routing_agent: {
        value: dataDigitaloceanKubernetesClusterRoutingAgentToHclTerraform(this._routingAgent.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterRoutingAgentList",
      },
      sso: {
        value: dataDigitaloceanKubernetesClusterSsoToHclTerraform(this._sso.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "DataDigitaloceanKubernetesClusterSsoList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
