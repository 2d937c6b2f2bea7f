terraform {
  required_version = ">= 1.11.0"

  backend "s3" {
    bucket  = "gaia-terraform-state"
    encrypt = true
    endpoints = {
      s3 = "https://object.cumulus.openstack.hpc.cam.ac.uk"
    }
    key                         = "gaia-dev-platform.tfstate"
    region                      = "us-east-1"
    skip_credentials_validation = true
    skip_metadata_api_check     = true
    skip_region_validation      = true
    skip_requesting_account_id  = true
    skip_s3_checksum            = true
    use_lockfile                = true
    use_path_style              = true
  }

  required_providers {
    helm = {
      source  = "helm"
      version = "3.1.1"
    }
    kubernetes = {
      source  = "kubernetes"
      version = "2.38.0"
    }
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "3.4.0"
    }
  }
}

provider "helm" {
  kubernetes = {
    client_certificate     = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_certificate"]
    client_key             = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_key"]
    cluster_ca_certificate = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["cluster_ca_certificate"]
    host                   = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["host"]
  }
}

provider "kubernetes" {
  client_certificate     = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_certificate"]
  client_key             = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["client_key"]
  cluster_ca_certificate = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["cluster_ca_certificate"]
  host                   = data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.kubeconfig["host"]
}

provider "openstack" {
  cloud = "gaia-dev"
}

provider "openstack" {
  alias = "datasets"
  cloud = "iris-gaia-data"
}

variable "datasets_credential_id" {
  description = "id of the application credential that reads shares of iris-gaia-data"
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "datasets_credential_secret" {
  description = "secret of the application credential that reads shares of iris-gaia-data"
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "manila_credential_id" {
  description = "id of the application credential that makes shares"
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "manila_credential_secret" {
  description = "secret of the application credential that makes shares"
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "notebooks_cookie_secret" {
  description = "key that the hub signs cookies with, 64 hexadecimal digits"
  type        = string
  ephemeral   = true
  sensitive   = true
}

variable "notebooks_login_secret" {
  description = "secret of the client that the login's provider knows the hub by"
  type        = string
  ephemeral   = true
  sensitive   = true
}

data "openstack_containerinfra_cluster_v1" "cluster_resource_9691C40B" {
  name = "gaia-dev"
}

data "openstack_networking_network_v2" "external-network" {
  name     = "internet"
  external = true
}

data "openstack_sharedfilesystem_share_v2" "manila-ceph-fs_dataset-allwise_share_498F32B7" {
  provider = openstack.datasets
  name     = "aglais-wise-allwise"
}

data "openstack_sharedfilesystem_share_v2" "manila-ceph-fs_dataset-gdr2_share_B506D539" {
  provider = openstack.datasets
  name     = "aglais-gaia-dr2"
}

data "openstack_sharedfilesystem_share_v2" "manila-ceph-fs_dataset-gedr3_share_BC815546" {
  provider = openstack.datasets
  name     = "aglais-gaia-edr3"
}

data "openstack_sharedfilesystem_share_v2" "manila-ceph-fs_dataset-ps1_share_37FA3472" {
  provider = openstack.datasets
  name     = "aglais-panstarrs-dr1"
}

data "openstack_sharedfilesystem_share_v2" "manila-ceph-fs_dataset-twomass_share_D8215213" {
  provider = openstack.datasets
  name     = "aglais-twomass-allsky"
}

resource "terraform_data" "cinder-csi_cinder-retain_reclaim-policy_FBEAA734" {
  input = "Retain"
}

resource "kubernetes_storage_class_v1" "cinder-csi_cinder-retain_resource_06659DD1" {
  allow_volume_expansion = true
  parameters = {
    "csi.storage.k8s.io/fstype" = "ext4"
  }
  reclaim_policy      = "Retain"
  storage_provisioner = "cinder.csi.openstack.org"
  volume_binding_mode = "WaitForFirstConsumer"

  metadata {
    name = "cinder-retain"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.cinder-csi_cinder-retain_reclaim-policy_FBEAA734]
  }
}

resource "terraform_data" "cinder-csi_cinder_reclaim-policy_4FE5AF15" {
  input = "Delete"
}

resource "kubernetes_storage_class_v1" "cinder-csi_cinder_resource_E619A959" {
  allow_volume_expansion = true
  parameters = {
    "csi.storage.k8s.io/fstype" = "ext4"
  }
  reclaim_policy      = "Delete"
  storage_provisioner = "cinder.csi.openstack.org"
  volume_binding_mode = "WaitForFirstConsumer"

  metadata {
    name = "cinder"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.cinder-csi_cinder_reclaim-policy_4FE5AF15]
  }
}

resource "kubernetes_namespace_v1" "cinder-csi_snapshot-namespace_BA49D521" {
  metadata {
    name = "snapshot-controller"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "helm_release" "cinder-csi_snapshot-controller_71F57A42" {
  name            = "snapshot-controller"
  namespace       = kubernetes_namespace_v1.cinder-csi_snapshot-namespace_BA49D521.metadata[0].name
  repository      = "https://piraeus.io/helm-charts/"
  chart           = "snapshot-controller"
  version         = "5.2.0"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      controller:
        podSecurityContext:
          seccompProfile:
            type: RuntimeDefault
        securityContext:
          allowPrivilegeEscalation: false
    EOT
  ]
  wait = true
}

resource "helm_release" "cinder-csi_snapshot-classes_9690D509" {
  name            = "snapshot-classes"
  namespace       = kubernetes_namespace_v1.cinder-csi_snapshot-namespace_BA49D521.metadata[0].name
  repository      = "https://piraeus.io/helm-charts/"
  chart           = "snapshot-controller"
  version         = "5.2.0"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      installCRDs: false
      controller:
        enabled: false
      volumeSnapshotClasses:
        - name: cinder
          driver: cinder.csi.openstack.org
          deletionPolicy: Delete
          parameters:
            force-create: 'true'
          annotations:
            snapshot.storage.kubernetes.io/is-default-class: 'true'
    EOT
  ]
  wait = true

  depends_on = [helm_release.cinder-csi_snapshot-controller_71F57A42]
}

resource "kubernetes_namespace_v1" "ingress_namespace_B555FE22" {
  metadata {
    name = "traefik"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "helm_release" "ingress_traefik_652DA793" {
  name            = "traefik"
  namespace       = kubernetes_namespace_v1.ingress_namespace_B555FE22.metadata[0].name
  repository      = "https://traefik.github.io/charts"
  chart           = "traefik"
  version         = "41.3.0"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      global:
        checkNewVersion: false
        sendAnonymousUsage: false
      deployment:
        replicas: 2
      podDisruptionBudget:
        enabled: true
        maxUnavailable: 1
      providers:
        kubernetesIngress:
          enabled: true
        kubernetesCRD:
          enabled: false
      ingressClass:
        enabled: true
        isDefaultClass: true
        name: traefik
      service:
        annotations:
          loadbalancer.openstack.org/floating-network-id: "${data.openstack_networking_network_v2.external-network.id}"
        spec:
          type: LoadBalancer
    EOT
  ]
  wait = true
}

resource "kubernetes_namespace_v1" "spark_namespace-spark_resource_0FF6621F" {
  metadata {
    name = "spark"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
      "pod-security.kubernetes.io/warn"    = "restricted"
    }
  }
}

resource "kubernetes_ingress_v1" "ingress_route-notebooksgaia-devaglaisuk_96534AF9" {
  metadata {
    name      = "notebooks.gaia-dev.aglais.uk"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
    annotations = {
      "traefik.ingress.kubernetes.io/router.entrypoints" = "websecure"
    }
  }

  spec {
    ingress_class_name = "traefik"

    rule {
      host = "notebooks.gaia-dev.aglais.uk"

      http {
        path {
          path      = "/"
          path_type = "Prefix"

          backend {
            service {
              name = "proxy-public"

              port {
                number = 80
              }
            }
          }
        }
      }
    }

    tls {
      hosts       = ["notebooks.gaia-dev.aglais.uk"]
      secret_name = "notebooks-tls"
    }
  }

  depends_on = [helm_release.ingress_traefik_652DA793]
}

resource "kubernetes_ingress_v1" "ingress_route-zeppelingaia-devaglaisuk_79CE0542" {
  metadata {
    name      = "zeppelin.gaia-dev.aglais.uk"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
    annotations = {
      "traefik.ingress.kubernetes.io/router.entrypoints" = "websecure"
    }
  }

  spec {
    ingress_class_name = "traefik"

    rule {
      host = "zeppelin.gaia-dev.aglais.uk"

      http {
        path {
          path      = "/"
          path_type = "Prefix"

          backend {
            service {
              name = "zeppelin"

              port {
                number = 8080
              }
            }
          }
        }
      }
    }

    tls {
      hosts       = ["zeppelin.gaia-dev.aglais.uk"]
      secret_name = "zeppelin-tls"
    }
  }

  depends_on = [helm_release.ingress_traefik_652DA793]
}

resource "kubernetes_namespace_v1" "manila-ceph-fs_namespace_E5BE6249" {
  metadata {
    name = "manila-csi"
    labels = {
      "pod-security.kubernetes.io/enforce" = "privileged"
      "pod-security.kubernetes.io/warn"    = "privileged"
    }
  }
}

resource "helm_release" "manila-ceph-fs_ceph-csi_3C2FDA5C" {
  name            = "ceph-csi-cephfs"
  namespace       = kubernetes_namespace_v1.manila-ceph-fs_namespace_E5BE6249.metadata[0].name
  repository      = "https://ceph.github.io/csi-charts"
  chart           = "ceph-csi-cephfs"
  version         = "3.17.1"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      provisioner:
        replicaCount: 1
    EOT
  ]
  wait = true
}

resource "kubernetes_secret_v1" "manila-ceph-fs_credentials_B57B6B34" {
  data_wo = {
    os-applicationCredentialID     = var.manila_credential_id
    os-applicationCredentialSecret = var.manila_credential_secret
    os-authURL                     = "https://cumulus.openstack.hpc.cam.ac.uk:5000/v3"
    os-region                      = "RegionOne"
  }
  data_wo_revision = 1

  metadata {
    name      = "manila-csi"
    namespace = kubernetes_namespace_v1.manila-ceph-fs_namespace_E5BE6249.metadata[0].name
  }
}

resource "openstack_sharedfilesystem_share_access_v2" "manila-ceph-fs_dataset-allwise_access_09178775" {
  provider     = openstack.datasets
  access_level = "ro"
  access_to    = "gaia_dev__allwise"
  access_type  = "cephx"
  share_id     = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-allwise_share_498F32B7.id
}

resource "kubernetes_secret_v1" "manila-ceph-fs_dataset-credentials_8E200799" {
  data_wo = {
    os-applicationCredentialID     = var.datasets_credential_id
    os-applicationCredentialSecret = var.datasets_credential_secret
    os-authURL                     = "https://cumulus.openstack.hpc.cam.ac.uk:5000/v3"
    os-region                      = "RegionOne"
  }
  data_wo_revision = 1

  metadata {
    name      = "manila-datasets"
    namespace = kubernetes_namespace_v1.manila-ceph-fs_namespace_E5BE6249.metadata[0].name
  }
}

resource "openstack_sharedfilesystem_share_access_v2" "manila-ceph-fs_dataset-gdr2_access_2AF6C574" {
  provider     = openstack.datasets
  access_level = "ro"
  access_to    = "gaia_dev__gdr2"
  access_type  = "cephx"
  share_id     = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-gdr2_share_B506D539.id
}

resource "openstack_sharedfilesystem_share_access_v2" "manila-ceph-fs_dataset-gedr3_access_EFB10DC9" {
  provider     = openstack.datasets
  access_level = "ro"
  access_to    = "gaia_dev__gedr3"
  access_type  = "cephx"
  share_id     = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-gedr3_share_BC815546.id
}

resource "openstack_sharedfilesystem_share_access_v2" "manila-ceph-fs_dataset-ps1_access_618225E6" {
  provider     = openstack.datasets
  access_level = "ro"
  access_to    = "gaia_dev__ps1"
  access_type  = "cephx"
  share_id     = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-ps1_share_37FA3472.id
}

resource "openstack_sharedfilesystem_share_access_v2" "manila-ceph-fs_dataset-twomass_access_60878AB5" {
  provider     = openstack.datasets
  access_level = "ro"
  access_to    = "gaia_dev__twomass"
  access_type  = "cephx"
  share_id     = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-twomass_share_D8215213.id
}

resource "helm_release" "manila-ceph-fs_manila-csi_89545ACF" {
  name            = "openstack-manila-csi"
  namespace       = kubernetes_namespace_v1.manila-ceph-fs_namespace_E5BE6249.metadata[0].name
  repository      = "https://kubernetes.github.io/cloud-provider-openstack"
  chart           = "openstack-manila-csi"
  version         = "2.36.0"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      shareProtocols:
        - protocolSelector: CEPHFS
          fsGroupPolicy: File
          fwdNodePluginEndpoint:
            dir: /var/lib/kubelet/plugins/cephfs.csi.ceph.com
            sockFile: csi.sock
      csimanila:
        clusterID: "${data.openstack_containerinfra_cluster_v1.cluster_resource_9691C40B.id}"
    EOT
  ]
  wait = true

  depends_on = [helm_release.manila-ceph-fs_ceph-csi_3C2FDA5C]
}

resource "terraform_data" "manila-ceph-fs_storage-class_reclaim-policy_95003779" {
  input = "Delete"
}

resource "kubernetes_storage_class_v1" "manila-ceph-fs_storage-class_resource_11C2FE1C" {
  allow_volume_expansion = true
  parameters = {
    cephfs-mounter                                          = "kernel"
    "csi.storage.k8s.io/controller-expand-secret-name"      = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/controller-expand-secret-namespace" = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    "csi.storage.k8s.io/node-publish-secret-name"           = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/node-publish-secret-namespace"      = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    "csi.storage.k8s.io/node-stage-secret-name"             = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/node-stage-secret-namespace"        = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    "csi.storage.k8s.io/provisioner-secret-name"            = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].name
    "csi.storage.k8s.io/provisioner-secret-namespace"       = kubernetes_secret_v1.manila-ceph-fs_credentials_B57B6B34.metadata[0].namespace
    type                                                    = "cephfsnativetype"
  }
  reclaim_policy      = "Delete"
  storage_provisioner = "cephfs.manila.csi.openstack.org"
  volume_binding_mode = "Immediate"

  metadata {
    name = "cephfs"
  }

  lifecycle {
    replace_triggered_by = [terraform_data.manila-ceph-fs_storage-class_reclaim-policy_95003779]
  }

  depends_on = [helm_release.manila-ceph-fs_manila-csi_89545ACF]
}

resource "kubernetes_secret_v1" "notebooks_client-secret_812320A8" {
  data_wo = {
    OAUTH_CLIENT_SECRET = var.notebooks_login_secret
  }
  data_wo_revision = 1

  metadata {
    name      = "notebook-hub-oidc"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }
}

resource "helm_release" "notebooks_prerequisites_A24B7CC9" {
  name            = "notebooks"
  namespace       = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  chart           = "./assets/notebooks_chart_56F23AB1/3D804CA708C3E89A6B112CA6F4AF9528"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 300
  values = [
    <<-EOT
      homes:
        name: notebook-homes
        storageClass: "${kubernetes_storage_class_v1.manila-ceph-fs_storage-class_resource_11C2FE1C.metadata[0].name}"
        sizeGiB: 256
      guard:
        user: system:serviceaccount:spark:spark
        ownLabel: spark-app-selector
        serviceAccounts:
          - default
          - spark
        claims:
          - notebook-homes
          - hub-db-dir
        claimPrefix: claim-
        secrets:
          - hub
          - notebook-hub
          - notebook-hub-oidc
          - notebooks-tls
      cilium: false
    EOT
  ]
  wait = true
}

resource "kubernetes_secret_v1" "notebooks_secret_A43F53B1" {
  data_wo = {
    "hub.config.JupyterHub.cookie_secret" = var.notebooks_cookie_secret
  }
  data_wo_revision = 1

  metadata {
    name      = "notebook-hub"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }
}

resource "kubernetes_config_map_v1" "notebooks_session_4A31104F" {
  data = {
    "executor-pod-template.yaml" = <<-EOT
      apiVersion: v1
      kind: Pod
      spec:
        securityContext:
          runAsNonRoot: true
          runAsUser: 185
          runAsGroup: 185
          fsGroup: 185
          seccompProfile:
            type: RuntimeDefault
          fsGroupChangePolicy: OnRootMismatch
        containers:
          - name: spark-kubernetes-executor
            securityContext:
              allowPrivilegeEscalation: false
              runAsNonRoot: true
              capabilities:
                drop:
                  - ALL
    EOT
    "spark-defaults.conf"        = <<-EOT
      spark.driver.blockManager.port=7079
      spark.driver.host=$${env:POD_IP}
      spark.driver.port=7078
      spark.dynamicAllocation.enabled=true
      spark.dynamicAllocation.maxExecutors=29
      spark.dynamicAllocation.minExecutors=0
      spark.dynamicAllocation.shuffleTracking.enabled=true
      spark.executor.cores=5
      spark.executor.memory=5g
      spark.executor.memoryOverhead=2048m
      spark.kubernetes.container.image=ghcr.io/wfau/gaia-spark:4.0.4
      spark.kubernetes.driver.pod.name=$${env:POD_NAME}
      spark.kubernetes.driver.volumes.persistentVolumeClaim.allwise.mount.path=/data/wise/allwise
      spark.kubernetes.driver.volumes.persistentVolumeClaim.allwise.mount.readOnly=true
      spark.kubernetes.driver.volumes.persistentVolumeClaim.allwise.options.claimName=allwise
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gdr2.mount.path=/data/gaia/dr2
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gdr2.mount.readOnly=true
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gdr2.options.claimName=gdr2
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gedr3.mount.path=/data/gaia/edr3
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gedr3.mount.readOnly=true
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gedr3.options.claimName=gedr3
      spark.kubernetes.driver.volumes.persistentVolumeClaim.ps1.mount.path=/data/panstarrs/dr1
      spark.kubernetes.driver.volumes.persistentVolumeClaim.ps1.mount.readOnly=true
      spark.kubernetes.driver.volumes.persistentVolumeClaim.ps1.options.claimName=ps1
      spark.kubernetes.driver.volumes.persistentVolumeClaim.twomass.mount.path=/data/twomass/allsky
      spark.kubernetes.driver.volumes.persistentVolumeClaim.twomass.mount.readOnly=true
      spark.kubernetes.driver.volumes.persistentVolumeClaim.twomass.options.claimName=twomass
      spark.kubernetes.driver.volumes.persistentVolumeClaim.user.mount.path=/user
      spark.kubernetes.driver.volumes.persistentVolumeClaim.user.mount.readOnly=false
      spark.kubernetes.driver.volumes.persistentVolumeClaim.user.options.claimName=user
      spark.kubernetes.executor.podTemplateFile=/opt/spark/conf/executor-pod-template.yaml
      spark.kubernetes.executor.volumes.persistentVolumeClaim.allwise.mount.path=/data/wise/allwise
      spark.kubernetes.executor.volumes.persistentVolumeClaim.allwise.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.allwise.options.claimName=allwise
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gdr2.mount.path=/data/gaia/dr2
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gdr2.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gdr2.options.claimName=gdr2
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gedr3.mount.path=/data/gaia/edr3
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gedr3.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gedr3.options.claimName=gedr3
      spark.kubernetes.executor.volumes.persistentVolumeClaim.ps1.mount.path=/data/panstarrs/dr1
      spark.kubernetes.executor.volumes.persistentVolumeClaim.ps1.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.ps1.options.claimName=ps1
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path=/var/data/spark-local-dir-1
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName=OnDemand
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit=50Gi
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass=${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}
      spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.mount.path=/data/twomass/allsky
      spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.options.claimName=twomass
      spark.kubernetes.executor.volumes.persistentVolumeClaim.user.mount.path=/user
      spark.kubernetes.executor.volumes.persistentVolumeClaim.user.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.user.options.claimName=user
      spark.kubernetes.legacy.useReadWriteOnceAccessMode=true
      spark.kubernetes.namespace=${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}
      spark.kubernetes.node.selector.capi.stackhpc.com/node-group=spark
      spark.master=k8s://https://kubernetes.default.svc:443
      spark.submit.deployMode=client
    EOT
  }

  metadata {
    name      = "notebook-session"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }
}

resource "kubernetes_service_account_v1" "spark_namespace-spark_service-account_654BEF43" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }
}

resource "helm_release" "notebooks_hub_E671E53A" {
  name            = "jupyterhub"
  namespace       = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  repository      = "https://hub.jupyter.org/helm-chart/"
  chart           = "jupyterhub"
  version         = "4.4.0"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      custom:
        issuer: https://iris-iam.stfc.ac.uk/
      hub:
        config:
          Authenticator:
            admin_users: []
            allowed_users: []
          JupyterHub:
            authenticator_class: generic-oauth
            admin_access: false
          GenericOAuthenticator:
            client_id: gaia-notebooks
            oauth_callback_url: https://notebooks.gaia-dev.aglais.uk/hub/oauth_callback
            scope:
              - openid
              - profile
              - email
            username_claim: preferred_username
            manage_groups: true
            auth_state_groups_key: oauth_user.groups
            allowed_groups:
              - gaia
          KubeSpawner:
            container_security_context:
              allowPrivilegeEscalation: false
              runAsNonRoot: true
              capabilities:
                drop:
                  - ALL
              seccompProfile:
                type: RuntimeDefault
            pod_security_context:
              fsGroup: 185
              fsGroupChangePolicy: OnRootMismatch
            delete_pvc: false
        extraConfig:
          10-issuer: |
            import json
            import urllib.request

            address = get_config("custom.issuer").rstrip("/") + "/.well-known/openid-configuration"
            with urllib.request.urlopen(address, timeout=30) as answer:
                provider = json.load(answer)
            for trait, endpoint in [("authorize_url", "authorization"), ("token_url", "token"), ("userdata_url", "userinfo")]:
                setattr(c.GenericOAuthenticator, trait, provider[endpoint + "_endpoint"])
        existingSecret: "${kubernetes_secret_v1.notebooks_secret_A43F53B1.metadata[0].name}"
        extraEnv:
          OAUTH_CLIENT_SECRET:
            valueFrom:
              secretKeyRef:
                name: notebook-hub-oidc
                key: OAUTH_CLIENT_SECRET
        annotations:
          cdktf-magnum/credentials-revision: '1'
        activeServerLimit: 8
        db:
          type: sqlite-pvc
          pvc:
            storage: 1Gi
            storageClassName: "${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}"
            annotations:
              helm.sh/resource-policy: keep
        resources:
          requests:
            cpu: 200m
            memory: 512Mi
          limits:
            memory: 1Gi
      proxy:
        service:
          type: ClusterIP
        chp:
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 512Mi
      singleuser:
        networkPolicy:
          ingress:
            - from:
                - podSelector:
                    matchLabels:
                      spark-role: executor
              ports:
                - port: 7078
                  endPort: 7095
          egress:
            - to:
                - podSelector:
                    matchLabels:
                      spark-role: executor
            - to:
                - ipBlock:
                    cidr: 10.0.0.0/20
              ports:
                - port: 6443
                - port: 443
        image:
          name: ghcr.io/wfau/gaia-spark
          tag: 4.0.4
        cmd: jupyterhub-singleuser
        defaultUrl: /lab
        startTimeout: 900
        serviceAccountName: "${kubernetes_service_account_v1.spark_namespace-spark_service-account_654BEF43.metadata[0].name}"
        cloudMetadata:
          blockWithIptables: false
        uid: 185
        fsGid: 185
        nodeSelector:
          capi.stackhpc.com/node-group: notebooks
        cpu:
          guarantee: 1
          limit: 4
        memory:
          guarantee: 2G
          limit: 8G
        profileList:
          - display_name: small
            slug: small
            description: 1 to 4 cores, 2 to 8 GiB
            default: true
            kubespawner_override:
              cpu_guarantee: 1
              cpu_limit: 4
              mem_guarantee: 2G
              mem_limit: 8G
          - display_name: large
            slug: large
            description: 2 to 8 cores, 4 to 16 GiB
            default: false
            kubespawner_override:
              cpu_guarantee: 2
              cpu_limit: 8
              mem_guarantee: 4G
              mem_limit: 16G
        storage:
          type: static
          static:
            pvcName: notebook-homes
            subPath: home/{username}
          homeMountPath: /home/spark
          extraVolumes:
            gdr2:
              name: gdr2
              persistentVolumeClaim:
                claimName: gdr2
                readOnly: true
            gedr3:
              name: gedr3
              persistentVolumeClaim:
                claimName: gedr3
                readOnly: true
            allwise:
              name: allwise
              persistentVolumeClaim:
                claimName: allwise
                readOnly: true
            ps1:
              name: ps1
              persistentVolumeClaim:
                claimName: ps1
                readOnly: true
            twomass:
              name: twomass
              persistentVolumeClaim:
                claimName: twomass
                readOnly: true
            user:
              name: user
              persistentVolumeClaim:
                claimName: user
            session:
              name: session
              configMap:
                name: notebook-session
          extraVolumeMounts:
            gdr2:
              name: gdr2
              mountPath: /data/gaia/dr2
              readOnly: true
            gedr3:
              name: gedr3
              mountPath: /data/gaia/edr3
              readOnly: true
            allwise:
              name: allwise
              mountPath: /data/wise/allwise
              readOnly: true
            ps1:
              name: ps1
              mountPath: /data/panstarrs/dr1
              readOnly: true
            twomass:
              name: twomass
              mountPath: /data/twomass/allsky
              readOnly: true
            user:
              name: user
              mountPath: /user
            session:
              name: session
              mountPath: /opt/spark/conf
              readOnly: true
        extraEnv:
          POD_NAME:
            valueFrom:
              fieldRef:
                fieldPath: metadata.name
          POD_IP:
            valueFrom:
              fieldRef:
                fieldPath: status.podIP
          APPLICATION_WEB_PROXY_BASE: $(JUPYTERHUB_SERVICE_PREFIX)sparkui
        extraFiles:
          jupyter:
            mountPath: /usr/local/etc/jupyter/jupyter_server_config.json
            data:
              ServerProxy:
                servers:
                  sparkui:
                    command: []
                    port: 4040
                    launcher_entry:
                      title: Spark UI
                      path_info: sparkui/jobs/
              MappingKernelManager:
                cull_idle_timeout: 28800
                cull_interval: 600
                cull_connected: true
              TerminalManager:
                cull_inactive_timeout: 28800
                cull_interval: 600
              NotebookNotary:
                db_file: /tmp/nbsignatures.db
              BaseFileIdManager:
                db_path: /tmp/file-id.db
          ipython:
            mountPath: /usr/local/etc/ipython/ipython_config.json
            data:
              HistoryManager:
                hist_file: /tmp/ipython-history.sqlite
      cull:
        enabled: true
        timeout: 28800
        every: 600
        maxAge: 0
      prePuller:
        hook:
          enabled: false
        continuous:
          enabled: false
      scheduling:
        userScheduler:
          enabled: false
        userPlaceholder:
          enabled: false
        corePods:
          nodeAffinity:
            matchNodePurpose: ignore
        userPods:
          nodeAffinity:
            matchNodePurpose: ignore
    EOT
  ]
  wait = true

  depends_on = [
    kubernetes_secret_v1.notebooks_secret_A43F53B1,
    kubernetes_secret_v1.notebooks_client-secret_812320A8,
    kubernetes_config_map_v1.notebooks_session_4A31104F,
    helm_release.notebooks_prerequisites_A24B7CC9,
  ]
}

resource "kubernetes_persistent_volume_v1" "spark_namespace-spark_dataset-allwise-volume_0BEAE5BF" {
  metadata {
    name = "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}-allwise"
  }

  spec {
    access_modes = ["ReadWriteMany"]
    capacity = {
      storage = "${data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-allwise_share_498F32B7.size}Gi"
    }
    persistent_volume_reclaim_policy = "Retain"
    storage_class_name               = "manila-dataset"

    persistent_volume_source {
      csi {
        driver = "cephfs.manila.csi.openstack.org"
        volume_attributes = {
          cephfs-mounter = "kernel"
          shareAccessIDs = openstack_sharedfilesystem_share_access_v2.manila-ceph-fs_dataset-allwise_access_09178775.id
          shareID        = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-allwise_share_498F32B7.id
        }
        volume_handle = "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}-allwise"

        node_publish_secret_ref {
          name      = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].name
          namespace = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].namespace
        }

        node_stage_secret_ref {
          name      = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].name
          namespace = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].namespace
        }
      }
    }
  }

  depends_on = [helm_release.manila-ceph-fs_manila-csi_89545ACF]
}

resource "kubernetes_persistent_volume_claim_v1" "spark_namespace-spark_dataset-allwise-claim_8D6B4F10" {
  metadata {
    name      = "allwise"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = "manila-dataset"
    volume_name        = kubernetes_persistent_volume_v1.spark_namespace-spark_dataset-allwise-volume_0BEAE5BF.metadata[0].name

    resources {
      requests = {
        storage = "1Gi"
      }
    }
  }
}

resource "kubernetes_persistent_volume_v1" "spark_namespace-spark_dataset-gdr2-volume_769F8FA3" {
  metadata {
    name = "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}-gdr2"
  }

  spec {
    access_modes = ["ReadWriteMany"]
    capacity = {
      storage = "${data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-gdr2_share_B506D539.size}Gi"
    }
    persistent_volume_reclaim_policy = "Retain"
    storage_class_name               = "manila-dataset"

    persistent_volume_source {
      csi {
        driver = "cephfs.manila.csi.openstack.org"
        volume_attributes = {
          cephfs-mounter = "kernel"
          shareAccessIDs = openstack_sharedfilesystem_share_access_v2.manila-ceph-fs_dataset-gdr2_access_2AF6C574.id
          shareID        = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-gdr2_share_B506D539.id
        }
        volume_handle = "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}-gdr2"

        node_publish_secret_ref {
          name      = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].name
          namespace = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].namespace
        }

        node_stage_secret_ref {
          name      = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].name
          namespace = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].namespace
        }
      }
    }
  }

  depends_on = [helm_release.manila-ceph-fs_manila-csi_89545ACF]
}

resource "kubernetes_persistent_volume_claim_v1" "spark_namespace-spark_dataset-gdr2-claim_1386F11A" {
  metadata {
    name      = "gdr2"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = "manila-dataset"
    volume_name        = kubernetes_persistent_volume_v1.spark_namespace-spark_dataset-gdr2-volume_769F8FA3.metadata[0].name

    resources {
      requests = {
        storage = "1Gi"
      }
    }
  }
}

resource "kubernetes_persistent_volume_v1" "spark_namespace-spark_dataset-gedr3-volume_189944C1" {
  metadata {
    name = "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}-gedr3"
  }

  spec {
    access_modes = ["ReadWriteMany"]
    capacity = {
      storage = "${data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-gedr3_share_BC815546.size}Gi"
    }
    persistent_volume_reclaim_policy = "Retain"
    storage_class_name               = "manila-dataset"

    persistent_volume_source {
      csi {
        driver = "cephfs.manila.csi.openstack.org"
        volume_attributes = {
          cephfs-mounter = "kernel"
          shareAccessIDs = openstack_sharedfilesystem_share_access_v2.manila-ceph-fs_dataset-gedr3_access_EFB10DC9.id
          shareID        = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-gedr3_share_BC815546.id
        }
        volume_handle = "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}-gedr3"

        node_publish_secret_ref {
          name      = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].name
          namespace = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].namespace
        }

        node_stage_secret_ref {
          name      = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].name
          namespace = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].namespace
        }
      }
    }
  }

  depends_on = [helm_release.manila-ceph-fs_manila-csi_89545ACF]
}

resource "kubernetes_persistent_volume_claim_v1" "spark_namespace-spark_dataset-gedr3-claim_ADC087AE" {
  metadata {
    name      = "gedr3"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = "manila-dataset"
    volume_name        = kubernetes_persistent_volume_v1.spark_namespace-spark_dataset-gedr3-volume_189944C1.metadata[0].name

    resources {
      requests = {
        storage = "1Gi"
      }
    }
  }
}

resource "kubernetes_persistent_volume_v1" "spark_namespace-spark_dataset-ps1-volume_215C101E" {
  metadata {
    name = "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}-ps1"
  }

  spec {
    access_modes = ["ReadWriteMany"]
    capacity = {
      storage = "${data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-ps1_share_37FA3472.size}Gi"
    }
    persistent_volume_reclaim_policy = "Retain"
    storage_class_name               = "manila-dataset"

    persistent_volume_source {
      csi {
        driver = "cephfs.manila.csi.openstack.org"
        volume_attributes = {
          cephfs-mounter = "kernel"
          shareAccessIDs = openstack_sharedfilesystem_share_access_v2.manila-ceph-fs_dataset-ps1_access_618225E6.id
          shareID        = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-ps1_share_37FA3472.id
        }
        volume_handle = "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}-ps1"

        node_publish_secret_ref {
          name      = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].name
          namespace = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].namespace
        }

        node_stage_secret_ref {
          name      = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].name
          namespace = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].namespace
        }
      }
    }
  }

  depends_on = [helm_release.manila-ceph-fs_manila-csi_89545ACF]
}

resource "kubernetes_persistent_volume_claim_v1" "spark_namespace-spark_dataset-ps1-claim_1E825B06" {
  metadata {
    name      = "ps1"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = "manila-dataset"
    volume_name        = kubernetes_persistent_volume_v1.spark_namespace-spark_dataset-ps1-volume_215C101E.metadata[0].name

    resources {
      requests = {
        storage = "1Gi"
      }
    }
  }
}

resource "kubernetes_persistent_volume_v1" "spark_namespace-spark_dataset-twomass-volume_8C5F8EF2" {
  metadata {
    name = "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}-twomass"
  }

  spec {
    access_modes = ["ReadWriteMany"]
    capacity = {
      storage = "${data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-twomass_share_D8215213.size}Gi"
    }
    persistent_volume_reclaim_policy = "Retain"
    storage_class_name               = "manila-dataset"

    persistent_volume_source {
      csi {
        driver = "cephfs.manila.csi.openstack.org"
        volume_attributes = {
          cephfs-mounter = "kernel"
          shareAccessIDs = openstack_sharedfilesystem_share_access_v2.manila-ceph-fs_dataset-twomass_access_60878AB5.id
          shareID        = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-twomass_share_D8215213.id
        }
        volume_handle = "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}-twomass"

        node_publish_secret_ref {
          name      = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].name
          namespace = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].namespace
        }

        node_stage_secret_ref {
          name      = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].name
          namespace = kubernetes_secret_v1.manila-ceph-fs_dataset-credentials_8E200799.metadata[0].namespace
        }
      }
    }
  }

  depends_on = [helm_release.manila-ceph-fs_manila-csi_89545ACF]
}

resource "kubernetes_persistent_volume_claim_v1" "spark_namespace-spark_dataset-twomass-claim_4AC62DC7" {
  metadata {
    name      = "twomass"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = "manila-dataset"
    volume_name        = kubernetes_persistent_volume_v1.spark_namespace-spark_dataset-twomass-volume_8C5F8EF2.metadata[0].name

    resources {
      requests = {
        storage = "1Gi"
      }
    }
  }
}

resource "kubernetes_persistent_volume_claim_v1" "spark_namespace-spark_volume-user_B56BFA51" {
  metadata {
    name      = "user"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    access_modes       = ["ReadWriteMany"]
    storage_class_name = kubernetes_storage_class_v1.manila-ceph-fs_storage-class_resource_11C2FE1C.metadata[0].name

    resources {
      requests = {
        storage = "512Gi"
      }
    }
  }
}

resource "kubernetes_namespace_v1" "spark_operator-namespace_F2124C34" {
  metadata {
    name = "spark-operator"
    labels = {
      "pod-security.kubernetes.io/enforce" = "baseline"
      "pod-security.kubernetes.io/warn"    = "baseline"
    }
  }
}

resource "helm_release" "spark_operator_975464A6" {
  name            = "spark-operator"
  namespace       = kubernetes_namespace_v1.spark_operator-namespace_F2124C34.metadata[0].name
  repository      = "https://kubeflow.github.io/spark-operator"
  chart           = "spark-operator"
  version         = "2.5.2"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 600
  values = [
    <<-EOT
      hook:
        upgradeCrd: true
      controller:
        resources:
          requests:
            cpu: 100m
            memory: 512Mi
          limits:
            memory: 2Gi
        uiIngress:
          enable: true
          urlFormat: '{{$appName}}-{{$appNamespace}}.spark.gaia-dev.aglais.uk'
          ingressClassName: traefik
      spark:
        jobNamespaces:
          - "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}"
        serviceAccount:
          create: false
        rbac:
          create: false
    EOT
  ]
  wait = true
}

resource "helm_release" "spark_applications_resource_7E766948" {
  name            = "spark-applications"
  namespace       = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  chart           = "./assets/spark_applications_chart_4EA34C76/BCF4CD1C87C70EB0FFC4870B18ECBD18"
  atomic          = true
  cleanup_on_fail = true
  timeout         = 300
  values = [
    <<-EOT
      applications:
        - name: spark-pi
          namespace: "${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}"
          spec:
            type: Scala
            mode: cluster
            sparkVersion: 4.0.4
            image: ghcr.io/wfau/gaia-spark:4.0.4
            mainApplicationFile: local:///opt/spark/examples/jars/spark-examples.jar
            mainClass: org.apache.spark.examples.SparkPi
            arguments:
              - '1000'
            sparkConf:
              spark.dynamicAllocation.enabled: 'true'
              spark.dynamicAllocation.maxExecutors: '29'
              spark.dynamicAllocation.minExecutors: '1'
              spark.dynamicAllocation.shuffleTracking.enabled: 'true'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.allwise.mount.path: /data/wise/allwise
              spark.kubernetes.driver.volumes.persistentVolumeClaim.allwise.mount.readOnly: 'true'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.allwise.options.claimName: allwise
              spark.kubernetes.driver.volumes.persistentVolumeClaim.gdr2.mount.path: /data/gaia/dr2
              spark.kubernetes.driver.volumes.persistentVolumeClaim.gdr2.mount.readOnly: 'true'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.gdr2.options.claimName: gdr2
              spark.kubernetes.driver.volumes.persistentVolumeClaim.gedr3.mount.path: /data/gaia/edr3
              spark.kubernetes.driver.volumes.persistentVolumeClaim.gedr3.mount.readOnly: 'true'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.gedr3.options.claimName: gedr3
              spark.kubernetes.driver.volumes.persistentVolumeClaim.ps1.mount.path: /data/panstarrs/dr1
              spark.kubernetes.driver.volumes.persistentVolumeClaim.ps1.mount.readOnly: 'true'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.ps1.options.claimName: ps1
              spark.kubernetes.driver.volumes.persistentVolumeClaim.twomass.mount.path: /data/twomass/allsky
              spark.kubernetes.driver.volumes.persistentVolumeClaim.twomass.mount.readOnly: 'true'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.twomass.options.claimName: twomass
              spark.kubernetes.driver.volumes.persistentVolumeClaim.user.mount.path: /user
              spark.kubernetes.driver.volumes.persistentVolumeClaim.user.mount.readOnly: 'false'
              spark.kubernetes.driver.volumes.persistentVolumeClaim.user.options.claimName: user
              spark.kubernetes.executor.volumes.persistentVolumeClaim.allwise.mount.path: /data/wise/allwise
              spark.kubernetes.executor.volumes.persistentVolumeClaim.allwise.mount.readOnly: 'true'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.allwise.options.claimName: allwise
              spark.kubernetes.executor.volumes.persistentVolumeClaim.gdr2.mount.path: /data/gaia/dr2
              spark.kubernetes.executor.volumes.persistentVolumeClaim.gdr2.mount.readOnly: 'true'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.gdr2.options.claimName: gdr2
              spark.kubernetes.executor.volumes.persistentVolumeClaim.gedr3.mount.path: /data/gaia/edr3
              spark.kubernetes.executor.volumes.persistentVolumeClaim.gedr3.mount.readOnly: 'true'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.gedr3.options.claimName: gedr3
              spark.kubernetes.executor.volumes.persistentVolumeClaim.ps1.mount.path: /data/panstarrs/dr1
              spark.kubernetes.executor.volumes.persistentVolumeClaim.ps1.mount.readOnly: 'true'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.ps1.options.claimName: ps1
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path: /var/data/spark-local-dir-1
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName: OnDemand
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit: 50Gi
              spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass: "${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}"
              spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.mount.path: /data/twomass/allsky
              spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.mount.readOnly: 'true'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.options.claimName: twomass
              spark.kubernetes.executor.volumes.persistentVolumeClaim.user.mount.path: /user
              spark.kubernetes.executor.volumes.persistentVolumeClaim.user.mount.readOnly: 'false'
              spark.kubernetes.executor.volumes.persistentVolumeClaim.user.options.claimName: user
              spark.kubernetes.legacy.useReadWriteOnceAccessMode: 'true'
              spark.kubernetes.node.selector.capi.stackhpc.com/node-group: spark
            restartPolicy:
              type: Never
            timeToLiveSeconds: 86400
            driver:
              cores: 1
              memory: 2g
              memoryOverhead: 820m
              podSecurityContext:
                runAsNonRoot: true
                runAsUser: 185
                runAsGroup: 185
                fsGroup: 185
                seccompProfile:
                  type: RuntimeDefault
                fsGroupChangePolicy: OnRootMismatch
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop:
                    - ALL
              serviceAccount: "${kubernetes_service_account_v1.spark_namespace-spark_service-account_654BEF43.metadata[0].name}"
            executor:
              cores: 5
              memory: 5g
              memoryOverhead: 2048m
              podSecurityContext:
                runAsNonRoot: true
                runAsUser: 185
                runAsGroup: 185
                fsGroup: 185
                seccompProfile:
                  type: RuntimeDefault
                fsGroupChangePolicy: OnRootMismatch
              securityContext:
                allowPrivilegeEscalation: false
                runAsNonRoot: true
                capabilities:
                  drop:
                    - ALL
    EOT
  ]
  wait = true

  depends_on = [
    helm_release.spark_operator_975464A6,
    kubernetes_persistent_volume_claim_v1.spark_namespace-spark_dataset-gdr2-claim_1386F11A,
    kubernetes_persistent_volume_claim_v1.spark_namespace-spark_dataset-gedr3-claim_ADC087AE,
    kubernetes_persistent_volume_claim_v1.spark_namespace-spark_dataset-allwise-claim_8D6B4F10,
    kubernetes_persistent_volume_claim_v1.spark_namespace-spark_dataset-ps1-claim_1E825B06,
    kubernetes_persistent_volume_claim_v1.spark_namespace-spark_dataset-twomass-claim_4AC62DC7,
    kubernetes_persistent_volume_claim_v1.spark_namespace-spark_volume-user_B56BFA51,
  ]
}

resource "kubernetes_config_map_v1" "spark_namespace-spark_defaults_F295F608" {
  data = {
    "executor-pod-template.yaml" = <<-EOT
      apiVersion: v1
      kind: Pod
      spec:
        securityContext:
          runAsNonRoot: true
          runAsUser: 185
          runAsGroup: 185
          fsGroup: 185
          seccompProfile:
            type: RuntimeDefault
          fsGroupChangePolicy: OnRootMismatch
        containers:
          - name: spark-kubernetes-executor
            securityContext:
              allowPrivilegeEscalation: false
              runAsNonRoot: true
              capabilities:
                drop:
                  - ALL
    EOT
    "spark-defaults.conf"        = <<-EOT
      spark.driver.blockManager.port=7079
      spark.driver.host=$${env:POD_IP}
      spark.driver.port=7078
      spark.dynamicAllocation.enabled=true
      spark.dynamicAllocation.maxExecutors=29
      spark.dynamicAllocation.minExecutors=1
      spark.dynamicAllocation.shuffleTracking.enabled=true
      spark.executor.cores=5
      spark.executor.memory=5g
      spark.executor.memoryOverhead=2048m
      spark.kubernetes.container.image=ghcr.io/wfau/gaia-spark:4.0.4
      spark.kubernetes.driver.pod.name=$${env:POD_NAME}
      spark.kubernetes.driver.volumes.persistentVolumeClaim.allwise.mount.path=/data/wise/allwise
      spark.kubernetes.driver.volumes.persistentVolumeClaim.allwise.mount.readOnly=true
      spark.kubernetes.driver.volumes.persistentVolumeClaim.allwise.options.claimName=allwise
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gdr2.mount.path=/data/gaia/dr2
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gdr2.mount.readOnly=true
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gdr2.options.claimName=gdr2
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gedr3.mount.path=/data/gaia/edr3
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gedr3.mount.readOnly=true
      spark.kubernetes.driver.volumes.persistentVolumeClaim.gedr3.options.claimName=gedr3
      spark.kubernetes.driver.volumes.persistentVolumeClaim.ps1.mount.path=/data/panstarrs/dr1
      spark.kubernetes.driver.volumes.persistentVolumeClaim.ps1.mount.readOnly=true
      spark.kubernetes.driver.volumes.persistentVolumeClaim.ps1.options.claimName=ps1
      spark.kubernetes.driver.volumes.persistentVolumeClaim.twomass.mount.path=/data/twomass/allsky
      spark.kubernetes.driver.volumes.persistentVolumeClaim.twomass.mount.readOnly=true
      spark.kubernetes.driver.volumes.persistentVolumeClaim.twomass.options.claimName=twomass
      spark.kubernetes.driver.volumes.persistentVolumeClaim.user.mount.path=/user
      spark.kubernetes.driver.volumes.persistentVolumeClaim.user.mount.readOnly=false
      spark.kubernetes.driver.volumes.persistentVolumeClaim.user.options.claimName=user
      spark.kubernetes.executor.podTemplateFile=/opt/spark/conf/executor-pod-template.yaml
      spark.kubernetes.executor.volumes.persistentVolumeClaim.allwise.mount.path=/data/wise/allwise
      spark.kubernetes.executor.volumes.persistentVolumeClaim.allwise.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.allwise.options.claimName=allwise
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gdr2.mount.path=/data/gaia/dr2
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gdr2.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gdr2.options.claimName=gdr2
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gedr3.mount.path=/data/gaia/edr3
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gedr3.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.gedr3.options.claimName=gedr3
      spark.kubernetes.executor.volumes.persistentVolumeClaim.ps1.mount.path=/data/panstarrs/dr1
      spark.kubernetes.executor.volumes.persistentVolumeClaim.ps1.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.ps1.options.claimName=ps1
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.path=/var/data/spark-local-dir-1
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.claimName=OnDemand
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit=50Gi
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass=${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}
      spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.mount.path=/data/twomass/allsky
      spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.options.claimName=twomass
      spark.kubernetes.executor.volumes.persistentVolumeClaim.user.mount.path=/user
      spark.kubernetes.executor.volumes.persistentVolumeClaim.user.mount.readOnly=false
      spark.kubernetes.executor.volumes.persistentVolumeClaim.user.options.claimName=user
      spark.kubernetes.legacy.useReadWriteOnceAccessMode=true
      spark.kubernetes.namespace=${kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name}
      spark.kubernetes.node.selector.capi.stackhpc.com/node-group=spark
      spark.master=k8s://https://kubernetes.default.svc:443
      spark.submit.deployMode=client
    EOT
  }

  metadata {
    name      = "spark-defaults"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }
}

resource "kubernetes_role_v1" "spark_namespace-spark_ingress-role_66A66BC0" {
  metadata {
    name      = "spark-operator-ingresses"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  rule {
    api_groups = ["networking.k8s.io"]
    resources  = ["ingresses"]
    verbs      = ["list", "watch"]
  }
}

resource "kubernetes_role_binding_v1" "spark_namespace-spark_ingress-role-binding_EDDDC65B" {
  metadata {
    name      = "spark-operator-ingresses"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  role_ref {
    name      = kubernetes_role_v1.spark_namespace-spark_ingress-role_66A66BC0.metadata[0].name
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
  }

  subject {
    name      = "spark-operator-controller"
    namespace = kubernetes_namespace_v1.spark_operator-namespace_F2124C34.metadata[0].name
    kind      = "ServiceAccount"
  }
}

resource "kubernetes_limit_range_v1" "spark_namespace-spark_limit-range_02F381CA" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    limit {
      type = "Container"
      default = {
        cpu    = "27"
        memory = "45100Mi"
      }
      default_request = {
        cpu    = "100m"
        memory = "256Mi"
      }
      max = {
        cpu    = "27"
        memory = "45100Mi"
      }
    }
  }
}

resource "kubernetes_resource_quota_v1" "spark_namespace-spark_quota_FF585ACA" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    hard = {
      "${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}.storageclass.storage.k8s.io/requests.storage" = "1601Gi"
      pods                                                                                                                               = "880"
      "requests.cpu"                                                                                                                     = "188"
      "requests.memory"                                                                                                                  = "315Gi"
    }
  }
}

resource "kubernetes_role_v1" "spark_namespace-spark_role_27924EE6" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  rule {
    api_groups = [""]
    resources  = ["pods", "services", "configmaps", "persistentvolumeclaims"]
    verbs      = ["create", "get", "list", "watch", "patch", "delete", "deletecollection"]
  }
}

resource "kubernetes_role_binding_v1" "spark_namespace-spark_role-binding_4E5E8A55" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  role_ref {
    name      = kubernetes_role_v1.spark_namespace-spark_role_27924EE6.metadata[0].name
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
  }

  subject {
    name      = kubernetes_service_account_v1.spark_namespace-spark_service-account_654BEF43.metadata[0].name
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
    kind      = "ServiceAccount"
  }
}
