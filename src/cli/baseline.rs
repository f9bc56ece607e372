//! `plimsoll baseline`: what is found today is known, and fails no build any more.

use std::{fs, path::PathBuf};

use clap::Args;

use super::{CliError, Exit, output, scan};
use crate::{
    audit::{self, Carried, Request},
    config::Config,
    date::Date,
    rules::{Catalogue, Confidence, Selection},
    run,
    suppress::{BASELINE_FILE, Baseline},
};

/// Options of `plimsoll baseline`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The app (default: the current folder).
    #[arg(default_value = ".", hide_default_value = true)]
    path: PathBuf,
    /// The schema of the live database (`pg_dump --schema-only`): the most trusted source of it.
    #[arg(long, value_name = "FILE")]
    schema_dump: Option<PathBuf>,
    /// The date that expiry is judged by (default: `SOURCE_DATE_EPOCH`, else today).
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

pub(super) fn run(options: &Options) -> Result<Exit, CliError> {
    let catalogue = Catalogue::built_in()?;
    let config = match options.path.canonicalize() {
        Ok(start) => Config::find(&start, &catalogue)?,
        // A path that does not exist is reported by the audit, with the words for it.
        Err(_) => Config::default(),
    };
    let request = Request {
        paths: vec![options.path.clone()],
        selection: Selection::default(),
        min_confidence: Confidence::Low,
        config,
        baseline: Baseline::default(),
        today: scan::today(options.today),
        carried: Carried::default(),
        schema_dump: options.schema_dump.clone(),
    };
    let audit = run::on_workers(None, || audit::audit(&request, &catalogue))??;
    if audit.is_empty() {
        return Ok(Exit::Nothing);
    }
    let before = Baseline::read(&options.path)?;
    let now = Baseline::of(audit.findings.iter().filter(|finding| finding.suppressed.is_none()));
    let path = options.path.join(BASELINE_FILE);
    fs::write(&path, now.text()).map_err(|source| CliError::Output { path: path.display().to_string(), source })?;
    output::print(format!("{BASELINE_FILE}: {} known, {} before\n", now.len(), before.len()).as_bytes())
}
