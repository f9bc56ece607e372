//! Where results go.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::PathBuf,
    str::FromStr,
};

use clap::ValueEnum;

use super::{CliError, Exit};
use crate::report::{Format, Paint};

/// A format, and the file it goes to; stdout without one. `FORMAT[=FILE]` on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) format: Format,
    pub(super) file: Option<PathBuf>,
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = text.split_once('=').map_or((text, None), |(format, file)| (format, Some(file)));
        if file == Some("") {
            return Err(format!("`{text}` names no file"));
        }
        let known =
            || Format::value_variants().iter().filter_map(|f| Some(f.to_possible_value()?.get_name().to_owned()));
        let format = Format::from_str(format, false)
            .map_err(|_| format!("`{format}` is no format; known are {}", known().collect::<Vec<_>>().join(", ")))?;
        Ok(Self { format, file: file.map(PathBuf::from) })
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    Always,
    Never,
}

impl Colour {
    /// The choice for stdout. `NO_COLOR` beats the variables that force colours, as its authors ask.
    pub(super) fn paint(self) -> Paint {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        let colour = match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if is_set("NO_COLOR") => false,
            Self::Auto if is_set("CLICOLOR_FORCE") || is_set("FORCE_COLOR") => true,
            Self::Auto => io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        };
        Paint { colour }
    }
}

/// Writes to stdout. A reader that has gone away (`plimsoll | head`) is no error.
pub(super) fn print(bytes: &[u8]) -> Result<Exit, CliError> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CliError::Output { path: "the standard output".to_owned(), source: error })
        }
        _ => Ok(Exit::Fine),
    }
}

/// Writes to stderr. When it is closed there is nobody to tell.
pub(super) fn note(words: &str) {
    let _ = io::stderr().write_all(words.as_bytes());
}

/// Writes to a file, or to stdout without one.
pub(super) fn deliver(bytes: &[u8], target: &Target) -> Result<Exit, CliError> {
    let Some(path) = &target.file else { return print(bytes) };
    fs::write(path, bytes).map_err(|source| CliError::Output { path: path.display().to_string(), source })?;
    Ok(Exit::Fine)
}

#[cfg(test)]
mod tests {
    use super::{Format, Target};

    #[test]
    fn targets_are_a_format_and_perhaps_a_file() {
        let target: Target = "sarif=out/a=b.sarif".parse().unwrap();
        assert_eq!((target.format, target.file.unwrap().to_str().unwrap()), (Format::Sarif, "out/a=b.sarif"));
        assert_eq!("text".parse::<Target>().unwrap().file, None);
        assert!("yaml".parse::<Target>().unwrap_err().contains("known are text, concise"));
        assert!("json=".parse::<Target>().is_err());
    }
}
