//! Migrations, pipeline, environments, way back.

mod several_lockfiles;

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] =
    &[entry!("delivery/several-lockfiles", several_lockfiles::check), entry!("delivery/restore-untested")];
