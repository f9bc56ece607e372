//! How long each format takes for many findings: `cargo run --release --example render -- APP [COUNT]`. The findings of an
//! app are repeated under other keys until there are so many.

use std::{path::PathBuf, time::Instant};

use clap::ValueEnum;
use plimsoll::{
    audit::{Carried, Request, audit},
    config::Config,
    report::{Format, Paint, ProjectSources},
    rules::{Catalogue, Confidence, Finding, Selection},
    run,
    suppress::Baseline,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let app = PathBuf::from(arguments.next().ok_or("which app?")?);
    let count: usize = arguments.next().map_or(Ok(5_000), |n| n.parse())?;
    let catalogue = Catalogue::built_in()?;
    let request = Request {
        paths: vec![app],
        selection: Selection::default(),
        min_confidence: Confidence::Low,
        config: Config::default(),
        baseline: Baseline::default(),
        today: "2026-11-02".parse()?,
        carried: Carried::default(),
        schema_dump: None,
    };
    let mut audit = run::on_workers(None, || audit(&request, &catalogue))??;
    let found: Vec<Finding> = audit.findings.clone();
    let repeated = (0..count).zip(found.iter().cycle());
    audit.findings = repeated.map(|(n, f)| Finding { key: format!("{} {n}", f.key), ..f.clone() }).collect();
    for format in Format::value_variants() {
        for all in [false, true] {
            let begin = Instant::now();
            let sources = ProjectSources::new(&audit.project);
            let mut out = Vec::new();
            audit.report(&catalogue, &sources, all).write(*format, Paint::PLAIN, &mut out)?;
            let all = if all { " --all" } else { "" };
            let words = format!(
                "{format:?}{all}: {} findings, {} bytes, {:?}",
                audit.findings.len(),
                out.len(),
                begin.elapsed()
            );
            std::io::Write::write_all(&mut std::io::stdout(), format!("{words}\n").as_bytes())?;
        }
    }
    Ok(())
}
