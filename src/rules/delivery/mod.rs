//! Migrations, pipeline, environments, way back.

mod blocking_migration;
mod broken_schedule;
mod build_errors_ignored;
mod ci_check_disabled;
mod ci_without_build;
mod ci_without_tests;
mod destructive_migration;
mod duplicate_migration_version;
mod env_file_with_secrets_committed;
mod known_vulnerable_framework;
mod migration_does_not_replay;
mod migrations_not_in_pipeline;
mod no_backup;
mod no_ci;
mod no_env_example;
mod no_lockfile;
mod no_restore_runbook;
mod no_rollback_plan;
mod no_staging;
mod no_tests;
mod several_lockfiles;
mod slow_work_in_request;
mod test_mail_sender;
mod undocumented_variable;
mod unversioned_schema;

use super::catalogue::{Entry, entry};
use crate::{
    model::{Project, schema::Schema},
    source::span::FileId,
};

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
    entry!("delivery/migration-does-not-replay", migration_does_not_replay::check),
    entry!("delivery/duplicate-migration-version", duplicate_migration_version::check),
    entry!("delivery/destructive-migration", destructive_migration::check),
    entry!("delivery/blocking-migration", blocking_migration::check),
    entry!("delivery/broken-schedule", broken_schedule::check),
    entry!("delivery/build-errors-ignored", build_errors_ignored::check),
    entry!("delivery/several-lockfiles", several_lockfiles::check),
    entry!("delivery/restore-untested"),
    entry!("delivery/no-tests", no_tests::check),
    entry!("delivery/no-ci", no_ci::check),
    entry!("delivery/ci-without-tests", ci_without_tests::check),
    entry!("delivery/ci-without-build", ci_without_build::check),
    entry!("delivery/ci-check-disabled", ci_check_disabled::check),
    entry!("delivery/no-staging", no_staging::check),
    entry!("delivery/no-rollback-plan", no_rollback_plan::check),
    entry!("delivery/no-restore-runbook", no_restore_runbook::check),
    entry!("delivery/no-backup", no_backup::check),
    entry!("delivery/no-env-example", no_env_example::check),
    entry!("delivery/undocumented-variable", undocumented_variable::check),
    entry!("delivery/no-lockfile", no_lockfile::check),
    entry!("delivery/backup-in-same-account"),
    entry!("delivery/unprotected-branch"),
    entry!("delivery/keys-not-rotated"),
    entry!("delivery/storage-not-backed-up"),
    entry!("delivery/env-file-with-secrets-committed", env_file_with_secrets_committed::check),
    entry!("delivery/test-mail-sender", test_mail_sender::check),
    entry!("delivery/known-vulnerable-framework", known_vulnerable_framework::check),
    entry!("delivery/unversioned-schema", unversioned_schema::check),
    entry!("delivery/migrations-not-in-pipeline", migrations_not_in_pipeline::check),
    entry!("delivery/slow-work-in-request", slow_work_in_request::check),
];

/// Whether a folder holds what is run once and by hand on a database that something else makes: `scripts/dedupe.sql`. Files
/// with numbers are a history all the same.
fn is_of_one_shots(project: &Project, database: &Schema) -> bool {
    let is_numbered = |id: &FileId| project.file(*id).name().starts_with(|c: char| c.is_ascii_digit());
    let makes = |other: &Schema| !other.by_hand && other.tables().any(|(_, table)| table.at.is_some());
    database.by_hand && !database.files.iter().any(is_numbered) && project.databases.iter().any(makes)
}
