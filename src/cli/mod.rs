//! The command line: arguments in, exit code out.

mod baseline;
mod error;
mod explain;
mod init;
mod inspect;
mod output;
mod progress;
mod rules;
mod scan;
mod why;

use std::{
    io::{self, Write},
    panic,
    process::ExitCode,
};

use clap::{CommandFactory, Parser, Subcommand};

use self::error::CliError;

/// Says what will break, leak, or run up a bill before real users are loaded onto an AI-built app.
#[derive(Debug, Parser)]
#[command(name = "plimsoll", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    scan: scan::Options,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Audit an app (the default).
    Scan(scan::Options),
    /// Print what plimsoll knows about an app.
    Inspect(inspect::Options),
    /// List the rules.
    Rules(rules::Options),
    /// Explain a rule: why, how it is detected, the fix, its limits.
    Explain(explain::Options),
    /// Say what was and was not reported at a place, and why.
    Why(why::Options),
    /// Write a configuration, a hook and a workflow for an app; what is there already is left as it is.
    Init(init::Options),
    /// Write the findings of today to plimsoll-baseline.json: only new ones then fail a build.
    Baseline(baseline::Options),
    /// Print a completion script.
    Completions {
        /// For which shell.
        shell: clap_complete::Shell,
    },
}

/// How a run ends; the numbers are a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Nothing at or above `--fail-on`.
    Fine = 0,
    /// Something.
    Findings = 1,
    /// The input, or plimsoll, is at fault.
    Trouble = 2,
    /// There is nothing to audit.
    Nothing = 3,
}

/// Runs plimsoll with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // A crash in a rule or a reader is caught where it happens and becomes a gap in the report; the usual print-out of it
    // would only disturb. It is kept for those who ask for it.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        panic::set_hook(Box::new(|_| {}));
    }
    let exit = panic::catch_unwind(|| run(arguments)).unwrap_or(Err(CliError::Internal));
    let exit = exit.unwrap_or_else(|error| {
        // When stderr is closed there is nobody to tell.
        let _ = writeln!(io::stderr(), "{}", error.report());
        Exit::Trouble
    });
    ExitCode::from(exit as u8)
}

fn run(arguments: Arguments) -> Result<Exit, CliError> {
    match arguments.command.unwrap_or(Command::Scan(arguments.scan)) {
        Command::Scan(options) => scan::run(&options),
        Command::Inspect(options) => inspect::run(&options),
        Command::Rules(options) => rules::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Why(options) => why::run(&options),
        Command::Init(options) => init::run(&options),
        Command::Baseline(options) => baseline::run(&options),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "plimsoll", &mut script);
            output::print(&script)
        }
    }
}
