//! What `plimsoll init` writes.

pub(super) const CONFIGURATION: &str = include_str!("plimsoll.toml");
pub(super) const HOOK: &str = include_str!("pre-commit");
pub(super) const WORKFLOW: &str = include_str!("workflow.yml");

#[cfg(test)]
mod tests {
    use super::CONFIGURATION;
    use crate::{config::Config, rules::Catalogue};

    #[test]
    fn the_configuration_is_one_with_and_without_its_comments() {
        let catalogue = Catalogue::built_in().unwrap();
        Config::parse(CONFIGURATION, "plimsoll.toml", &catalogue).unwrap();
        // A line that begins with `#` and no space is an example.
        let examples =
            CONFIGURATION.lines().map(|line| line.strip_prefix('#').filter(|l| !l.starts_with(' ')).unwrap_or(line));
        let text = examples.collect::<Vec<_>>().join("\n");
        let config = Config::parse(&text, "plimsoll.toml", &catalogue).unwrap();
        assert!(!config.attest.is_empty() && !config.accept.is_empty() && !config.exclude.is_empty());
    }
}
