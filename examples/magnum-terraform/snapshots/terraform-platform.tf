terraform {
  required_version = ">= 1.11.0"

  backend "local" {
    path = "../../../tfstate/terraform-platform.tfstate"
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
  cloud = "openstack"
}

data "openstack_containerinfra_cluster_v1" "cluster_resource_9691C40B" {
  name = "terraform"
}
