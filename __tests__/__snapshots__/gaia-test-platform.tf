terraform {
  required_version = ">= 1.11.0"

  backend "s3" {
    bucket  = "gaia-terraform-state"
    encrypt = true
    endpoints = {
      s3 = "https://object.cumulus.openstack.hpc.cam.ac.uk"
    }
    key                         = "gaia-test-platform.tfstate"
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
  cloud = "gaia-test"
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

data "openstack_containerinfra_cluster_v1" "cluster_resource_9691C40B" {
  name = "gaia-test"
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

resource "kubernetes_ingress_v1" "ingress_route-zeppelingaia-testaglaisuk_982B3C85" {
  metadata {
    name      = "zeppelin.gaia-test.aglais.uk"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
    annotations = {
      "traefik.ingress.kubernetes.io/router.entrypoints" = "web"
    }
  }

  spec {
    ingress_class_name = "traefik"

    rule {
      host = "zeppelin.gaia-test.aglais.uk"

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
  access_to    = "gaia_test__allwise"
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
  access_to    = "gaia_test__gdr2"
  access_type  = "cephx"
  share_id     = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-gdr2_share_B506D539.id
}

resource "openstack_sharedfilesystem_share_access_v2" "manila-ceph-fs_dataset-gedr3_access_EFB10DC9" {
  provider     = openstack.datasets
  access_level = "ro"
  access_to    = "gaia_test__gedr3"
  access_type  = "cephx"
  share_id     = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-gedr3_share_BC815546.id
}

resource "openstack_sharedfilesystem_share_access_v2" "manila-ceph-fs_dataset-ps1_access_618225E6" {
  provider     = openstack.datasets
  access_level = "ro"
  access_to    = "gaia_test__ps1"
  access_type  = "cephx"
  share_id     = data.openstack_sharedfilesystem_share_v2.manila-ceph-fs_dataset-ps1_share_37FA3472.id
}

resource "openstack_sharedfilesystem_share_access_v2" "manila-ceph-fs_dataset-twomass_access_60878AB5" {
  provider     = openstack.datasets
  access_level = "ro"
  access_to    = "gaia_test__twomass"
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
      spark.dynamicAllocation.maxExecutors=6
      spark.dynamicAllocation.minExecutors=0
      spark.dynamicAllocation.shuffleTracking.enabled=true
      spark.executor.cores=3
      spark.executor.memory=3g
      spark.executor.memoryOverhead=1229m
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
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.sizeLimit=20Gi
      spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options.storageClass=${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}
      spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.mount.path=/data/twomass/allsky
      spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.mount.readOnly=true
      spark.kubernetes.executor.volumes.persistentVolumeClaim.twomass.options.claimName=twomass
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

resource "kubernetes_limit_range_v1" "spark_namespace-spark_limit-range_02F381CA" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
  }

  spec {
    limit {
      type = "Container"
      default = {
        cpu    = "13"
        memory = "22420Mi"
      }
      default_request = {
        cpu    = "100m"
        memory = "256Mi"
      }
      max = {
        cpu    = "13"
        memory = "22420Mi"
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
      "${kubernetes_storage_class_v1.cinder-csi_cinder_resource_E619A959.metadata[0].name}.storageclass.storage.k8s.io/requests.storage" = "160Gi"
      pods                                                                                                                               = "220"
      "requests.cpu"                                                                                                                     = "26"
      "requests.memory"                                                                                                                  = "45Gi"
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

resource "kubernetes_service_account_v1" "spark_namespace-spark_service-account_654BEF43" {
  metadata {
    name      = "spark"
    namespace = kubernetes_namespace_v1.spark_namespace-spark_resource_0FF6621F.metadata[0].name
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
