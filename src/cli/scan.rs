//! `plimsoll scan`: the audit.

use std::{
    env, mem,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use clap::Args;

use super::{
    CliError, Exit,
    output::{self, Colour, Target},
    progress::Progress,
};
use crate::{
    audit::{self, Against, Audit, Carried, Request},
    config::{Config, nearest_name},
    date::Date,
    report::{Format, NOTHING, Paint, ProjectSources},
    rules::{Catalogue, Confidence, Selection, Severity},
    run,
    suppress::Baseline,
};

/// Options of `plimsoll scan`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// What to audit: folders of one app (default: the current folder); files restrict the report to themselves.
    paths: Vec<PathBuf>,
    /// Format of the report, and the file to write it to; can be given several times. Formats: text, concise, json, sarif,
    /// github, gitlab, junit, markdown, html, prompt, plan, checklist, badge.
    #[arg(long = "output", short = 'o', value_name = "FORMAT[=FILE]")]
    outputs: Vec<Target>,
    /// Exit with 1 when there is a finding at or above this severity; hints never count.
    #[arg(long, value_name = "SEVERITY", default_value = "high")]
    fail_on: FailOn,
    /// Exit with 1 when the score is lower, or cannot be given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(..=100))]
    min_score: Option<u8>,
    /// Ask only these rules or families; no score is printed.
    #[arg(long, value_name = "RULE|FAMILY", value_delimiter = ',')]
    only: Vec<String>,
    /// Do not ask these rules or families; no score is printed.
    #[arg(long, value_name = "RULE|FAMILY", value_delimiter = ',')]
    skip: Vec<String>,
    /// Leave out findings that are less sure; no score is printed.
    #[arg(long, value_name = "CONFIDENCE")]
    min_confidence: Option<Sureness>,
    /// Report what a commit of the index would introduce: findings that HEAD does not have. Nothing is read from the work
    /// tree.
    #[arg(long, conflicts_with = "since")]
    staged: bool,
    /// Report what was introduced since this revision.
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// The schema of the live database (`pg_dump --schema-only`): the most trusted source of it.
    #[arg(long, value_name = "FILE")]
    schema_dump: Option<PathBuf>,
    /// The date that expiry is judged by (default: `SOURCE_DATE_EPOCH`, else today).
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Use this configuration instead of the nearest plimsoll.toml.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Use no configuration.
    #[arg(long)]
    no_config: bool,
    /// Count what the baseline knows like everything else.
    #[arg(long)]
    no_baseline: bool,
    /// Ask the rules of this folder, too; can be given several times.
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// How many threads work; the result is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// When to use colours.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Colour,
    /// In SARIF, what tells this upload from others of the same commit.
    #[arg(long, value_name = "NAME")]
    sarif_category: Option<String>,
    /// Show no progress; it is shown on long runs when stderr is a terminal.
    #[arg(long)]
    no_progress: bool,
    /// Print nothing to the terminal; the exit code tells, and files are written.
    #[arg(long, short)]
    quiet: bool,
    /// Show every place, not only the first ones.
    #[arg(long)]
    all: bool,
}

/// The values of `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Critical,
    High,
    Medium,
    Low,
    None,
}

/// The values of `--min-confidence`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Sureness {
    Low,
    Medium,
    High,
}

pub(super) fn run(options: &Options) -> Result<Exit, CliError> {
    let targets = targets(options)?;
    let mut catalogue = Catalogue::built_in()?;
    for folder in &options.rules {
        catalogue.add_pack(folder)?;
    }
    let config = config(options, &catalogue)?;
    let request = Request {
        paths: options.paths.clone(),
        selection: selection(options, &catalogue)?,
        min_confidence: options.min_confidence.map_or(Confidence::Low, Sureness::confidence),
        baseline: baseline(options)?,
        config,
        today: today(options.today),
        carried: Carried { config: options.config.is_none() && !options.no_config, baseline: !options.no_baseline },
        schema_dump: options.schema_dump.clone(),
    };
    let threads = options.threads.map(usize::from);
    let against = against(options);
    let progress = Progress::start(options.no_progress || options.quiet);
    let audit = run::on_workers(threads, || match &against {
        None => audit::audit(&request, &catalogue),
        Some(against) => audit::compare(&request, against, &catalogue),
    })??;
    drop(progress);
    if against == Some(Against::Staged) && audit.comparison.as_ref().is_some_and(|c| c.is_same) {
        output::note("nothing is staged\n");
    }
    let contents = audit.comparison.as_ref().and_then(|comparison| comparison.contents.as_ref());
    let sources = match contents {
        None => ProjectSources::new(&audit.project),
        Some(contents) => ProjectSources::stored(&audit.project, contents),
    };
    let mut report = audit.report(&catalogue, &sources, options.all);
    report.sarif_category.clone_from(&options.sarif_category);
    for target in &targets {
        let paint = if target.file.is_none() { options.color.paint() } else { Paint::PLAIN };
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = report.write(target.format, paint, &mut bytes);
        output::deliver(&bytes, target)?;
    }
    if audit.is_empty() && against.is_none() {
        // The report is there, valid and empty; a build that audits nothing should notice.
        let is_said = |target: &Target| target.format == Format::Text && target.file.is_none();
        if !targets.iter().any(is_said) {
            output::note(&format!("{NOTHING}\n"));
        }
        return Ok(Exit::Nothing);
    }
    let fails =
        options.fail_on.severity().is_some_and(|level| report.fails_at(level)) || is_below(options.min_score, &audit);
    drop(report);
    drop(sources);
    // The process ends here: the system takes the memory back at once, piece by piece it takes a twentieth of the run.
    mem::forget(audit);
    Ok(if fails { Exit::Findings } else { Exit::Fine })
}

/// An audit of a path with every rule and its own configuration, no baseline applied.
pub(super) fn everything(
    path: &Path,
    schema_dump: Option<&PathBuf>,
    date: Option<Date>,
    catalogue: &Catalogue,
) -> Result<Request, CliError> {
    let config = match path.canonicalize() {
        Ok(start) => Config::find(&start, catalogue)?,
        // A path that does not exist is reported by the audit, with the words for it.
        Err(_) => Config::default(),
    };
    Ok(Request {
        paths: vec![path.to_owned()],
        selection: Selection::default(),
        min_confidence: Confidence::Low,
        config,
        baseline: Baseline::default(),
        today: today(date),
        carried: Carried::default(),
        schema_dump: schema_dump.cloned(),
    })
}

/// The outputs that were asked for; text to the terminal when none was.
fn targets(options: &Options) -> Result<Vec<Target>, CliError> {
    let mut targets = options.outputs.clone();
    if targets.is_empty() {
        targets.push(Target { format: Format::Text, file: None });
    }
    if options.quiet {
        targets.retain(|target| target.file.is_some());
    }
    let to_terminal = targets.iter().filter(|target| target.file.is_none()).count();
    if to_terminal > 1 { Err(CliError::SeveralOutputs(to_terminal)) } else { Ok(targets) }
}

fn against(options: &Options) -> Option<Against> {
    if options.staged { Some(Against::Staged) } else { options.since.clone().map(Against::Since) }
}

fn config(options: &Options, catalogue: &Catalogue) -> Result<Config, CliError> {
    if options.no_config {
        return Ok(Config::default());
    }
    if let Some(path) = &options.config {
        return Ok(Config::read(path, &path.display().to_string(), catalogue)?);
    }
    let start = options.paths.first().map_or(Path::new("."), PathBuf::as_path);
    // A path that does not exist is reported by the audit, with the words for it.
    let Ok(start) = start.canonicalize() else { return Ok(Config::default()) };
    Ok(Config::find(&start, catalogue)?)
}

/// The baseline beside the first path that is asked for.
fn baseline(options: &Options) -> Result<Baseline, CliError> {
    if options.no_baseline {
        return Ok(Baseline::default());
    }
    Ok(Baseline::read(options.paths.first().map_or(Path::new("."), PathBuf::as_path))?)
}

fn selection(options: &Options, catalogue: &Catalogue) -> Result<Selection, CliError> {
    for name in options.only.iter().chain(&options.skip) {
        if !catalogue.rules.iter().any(|rule| rule.is_named(name)) && !catalogue.names().any(|n| n == name) {
            let meant = nearest_name(name, catalogue.names());
            return Err(CliError::NoSuchRule { name: name.clone(), meant });
        }
    }
    Ok(Selection { only: options.only.clone(), skip: options.skip.clone() })
}

/// The date that was given, else that of the build that runs us, else the system's.
pub(super) fn today(given: Option<Date>) -> Date {
    let of_build = || env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok();
    let of_system = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    given.unwrap_or_else(|| Date::of_epoch(of_build().unwrap_or_else(of_system)))
}

/// An incomplete run is below any score that is asked for.
fn is_below(min_score: Option<u8>, audit: &Audit) -> bool {
    let Some(min) = min_score else { return false };
    let reached = audit
        .scored
        .as_ref()
        .is_some_and(|(_, score)| score.value >= min && !score.gate.as_ref().is_some_and(|gate| gate.incomplete));
    !reached
}

impl FailOn {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Critical => Some(Severity::Critical),
            Self::High => Some(Severity::High),
            Self::Medium => Some(Severity::Medium),
            Self::Low => Some(Severity::Low),
            Self::None => None,
        }
    }
}

impl Sureness {
    fn confidence(self) -> Confidence {
        match self {
            Self::Low => Confidence::Low,
            Self::Medium => Confidence::Medium,
            Self::High => Confidence::High,
        }
    }
}
