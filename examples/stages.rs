//! Where the time of an audit goes: finding files, reading and modelling them, rules. Prints milliseconds, summed over the
//! folders given.
#![allow(missing_docs, clippy::print_stdout, reason = "a measuring tool")]

use std::{path::PathBuf, time::Instant};

use plimsoll::{
    rules::{Attested, Catalogue, Rule, judge},
    run,
    source::discover::discover,
    vocab::Vocabulary,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let catalogue = Catalogue::built_in()?;
    let rules: Vec<&Rule> = catalogue.rules.iter().collect();
    let mut stages = [("find files", 0.0), ("read, parse, model", 0.0), ("rules", 0.0)];
    let mut slowest: Vec<(f64, &str)> = rules.iter().map(|rule| (0.0, &*rule.id)).collect();
    for app in std::env::args_os().skip(1).map(PathBuf::from) {
        let paths = [app];
        let start = Instant::now();
        discover(&paths)?;
        let found = start.elapsed();
        let vocab = Vocabulary::built_in()?;
        let project = run::on_workers(None, || run::load(&paths, vocab))??;
        let loaded = start.elapsed();
        run::on_workers(None, || judge(&project, &rules, &Attested::default()))?;
        let judged = start.elapsed();
        // Loading finds the files again.
        let spent = [found, loaded.saturating_sub(found).saturating_sub(found), judged.saturating_sub(loaded)];
        for ((_, total), stage) in stages.iter_mut().zip(spent) {
            *total += stage.as_secs_f64() * 1e3;
        }
        for ((total, _), rule) in slowest.iter_mut().zip(&rules) {
            let start = Instant::now();
            let _ = judge(&project, &[rule], &Attested::default());
            *total += start.elapsed().as_secs_f64() * 1e3;
        }
    }
    for (name, total) in stages {
        println!("{total:10.0}  {name}");
    }
    slowest.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (total, rule) in slowest.iter().take(8) {
        println!("{total:10.0}    {rule}");
    }
    Ok(())
}
