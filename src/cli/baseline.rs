//! `plimsoll baseline`: what is found today is known, and fails no build any more.

use std::{fs, path::PathBuf};

use clap::Args;

use super::{CliError, Exit, output, scan};
use crate::{
    audit,
    date::Date,
    report::NOTHING,
    rules::Catalogue,
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
    let request = scan::everything(&options.path, options.schema_dump.as_ref(), options.today, &catalogue)?;
    let audit = run::on_workers(None, || audit::audit(&request, &catalogue))??;
    if audit.is_empty() {
        output::note(&format!("{NOTHING}\n"));
        return Ok(Exit::Nothing);
    }
    let before = Baseline::read(&options.path)?;
    let now = Baseline::of(audit.findings.iter().filter(|finding| finding.suppressed.is_none()));
    let path = options.path.join(BASELINE_FILE);
    fs::write(&path, now.text()).map_err(|source| CliError::Output { path: path.display().to_string(), source })?;
    output::print(format!("{BASELINE_FILE}: {} known, {} before\n", now.len(), before.len()).as_bytes())
}
