//! Database, code and pipeline are yours.

mod boilerplate_readme;
mod builder_assets;
mod builder_host_hard_coded;
mod builder_hosted_backend;
mod builder_runtime_service;
mod no_data_export_path;
mod no_deploy_configuration;

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
    entry!("ownership/builder-runtime-service", builder_runtime_service::check),
    entry!("ownership/builder-hosted-backend", builder_hosted_backend::check),
    entry!("ownership/builder-host-hard-coded", builder_host_hard_coded::check),
    entry!("ownership/builder-assets", builder_assets::check),
    entry!("ownership/no-deploy-configuration", no_deploy_configuration::check),
    entry!("ownership/boilerplate-readme", boilerplate_readme::check),
    entry!("ownership/no-data-export-path", no_data_export_path::check),
];
