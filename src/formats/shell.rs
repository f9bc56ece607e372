//! Shell text, cut into commands. Nothing is expanded and nothing is run.

/// One simple command and what joins it to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// Its words without quotes, assignments in front included.
    pub words: Vec<String>,
    /// What stands behind it.
    pub then: Then,
}

/// What joins a command to the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Then {
    /// A line end, `;`, `&`, or the end of the text.
    #[default]
    Next,
    /// `&&`.
    And,
    /// `||`.
    Or,
    /// `|`.
    Pipe,
}

/// The commands of a text, in order. Control words (`if`, `then`, `do`) are dropped where they stand in front.
#[must_use]
pub fn commands(text: &str) -> Vec<Command> {
    let mut found = Vec::new();
    let mut command = Command::default();
    let mut chars = text.chars().peekable();
    let mut word: Option<String> = None;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('\n') | None => end_word(&mut command, &mut word),
                Some('\r') => end_word(&mut command, &mut word),
                Some(escaped) => word.get_or_insert_default().push(escaped),
            },
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                while let Some(inner) = chars.next().filter(|&inner| inner != c) {
                    if c == '"' && inner == '\\' {
                        word.extend(chars.next());
                    } else {
                        word.push(inner);
                    }
                }
            }
            '#' if word.is_none() => while chars.next_if(|&c| c != '\n').is_some() {},
            '&' | '|' | ';' | '\n' => {
                let doubled = c != '\n' && chars.next_if_eq(&c).is_some();
                let then = match (c, doubled) {
                    ('&', true) => Then::And,
                    ('|', true) => Then::Or,
                    ('|', false) => Then::Pipe,
                    _ => Then::Next,
                };
                // `2>&1` is a redirection, not the end of a command.
                if c == '&' && !doubled && word.as_deref().is_some_and(|w| w.ends_with('>')) {
                    continue;
                }
                end_word(&mut command, &mut word);
                end_command(&mut found, &mut command, then);
            }
            '(' | ')' | '{' | '}' if word.is_none() => {}
            ')' => end_word(&mut command, &mut word),
            _ if c.is_whitespace() => end_word(&mut command, &mut word),
            _ => word.get_or_insert_default().push(c),
        }
    }
    end_word(&mut command, &mut word);
    end_command(&mut found, &mut command, Then::Next);
    found
}

fn end_word(command: &mut Command, word: &mut Option<String>) {
    let Some(word) = word.take() else { return };
    let is_control =
        matches!(word.as_str(), "if" | "then" | "do" | "else" | "while" | "until" | "!" | "time" | "fi" | "done");
    if !(command.words.is_empty() && is_control) {
        command.words.push(word);
    }
}

fn end_command(found: &mut Vec<Command>, command: &mut Command, then: Then) {
    if !command.words.is_empty() {
        command.then = then;
        found.push(std::mem::take(command));
    }
}

impl Command {
    /// The program and its arguments, without assignments in front and without programs that only run another one.
    #[must_use]
    pub fn program(&self) -> &[String] {
        let mut words = self.words.as_slice();
        while let Some((first, rest)) = words.split_first() {
            let is_assignment =
                first.split_once('=').is_some_and(|(name, _)| !name.is_empty() && !name.starts_with('-'));
            let runs_another = matches!(
                first.as_str(),
                "sudo"
                    | "npx"
                    | "bunx"
                    | "pnpx"
                    | "cross-env"
                    | "dotenv"
                    | "env"
                    | "exec"
                    | "env-cmd"
                    | "xvfb-run"
                    | "nohup"
            );
            let two_words = matches!(
                (first.as_str(), rest.first().map(String::as_str)),
                ("pnpm" | "npm" | "bun" | "yarn", Some("exec" | "dlx" | "x"))
                    | ("poetry" | "uv", Some("run"))
                    | ("python" | "python3", Some("-m"))
            );
            words = if two_words {
                rest.get(1..).unwrap_or(&[])
            } else if is_assignment || runs_another {
                skip_options(rest)
            } else {
                break;
            };
        }
        words
    }
}

fn skip_options(mut words: &[String]) -> &[String] {
    while let Some((first, rest)) = words.split_first().filter(|(first, _)| first.starts_with('-')) {
        // `dotenv -e .env.test -- vitest`, `npx -p pkg cmd`.
        let takes_value = matches!(first.as_str(), "-e" | "-f" | "-p" | "--package");
        words = if takes_value { rest.get(1..).unwrap_or(&[]) } else { rest };
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Then, commands};

    #[test]
    fn words_and_joints() {
        let found = commands(
            "npm ci && npm run \"test unit\" || true # no\nCI=1 npx -y vitest run \\\n  --coverage 2>&1 | tee x",
        );
        let joints: Vec<_> = found.iter().map(|c| (c.words.len(), c.then)).collect();
        let want = [(2, Then::And), (3, Then::Or), (1, Then::Next), (7, Then::Pipe), (2, Then::Next)];
        assert_eq!(joints, want);
        assert_eq!(found[1].words[2], "test unit");
        assert_eq!(found[3].program()[..3], ["vitest", "run", "--coverage"]);
    }

    #[test]
    fn control_words_and_broken_quotes() {
        let found = commands("if pg_dump \"$URL\" > f; then echo ok; fi; echo 'open");
        let programs: Vec<_> = found.iter().filter_map(|c| c.program().first().cloned()).collect();
        assert_eq!(programs, ["pg_dump", "echo", "echo"]);
    }
}
