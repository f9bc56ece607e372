//! What a file is, by its name alone.

#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "names are lowered first")]

use crate::model::{FileKind, Language};

/// The kind of the file with this name (the last part of its path).
#[must_use]
pub fn kind_of(name: &str) -> FileKind {
    let lower = name.to_ascii_lowercase();
    if let Some(kind) = by_whole_name(&lower) {
        return kind;
    }
    let Some((_, ending)) = lower.rsplit_once('.') else { return FileKind::Other };
    by_ending(ending)
}

fn by_whole_name(name: &str) -> Option<FileKind> {
    Some(match name {
        "package-lock.json"
        | "npm-shrinkwrap.json"
        | "yarn.lock"
        | "pnpm-lock.yaml"
        | "bun.lock"
        | "bun.lockb"
        | "deno.lock"
        | "poetry.lock"
        | "cargo.lock"
        | "composer.lock"
        | "gemfile.lock" => FileKind::Lockfile,
        "firestore.rules" | "storage.rules" | "database.rules.json" => FileKind::FirebaseRules,
        ".replit" => FileKind::Toml,
        ".babelrc" | ".eslintrc" | ".prettierrc" | ".swcrc" | ".firebaserc" => FileKind::Json,
        "makefile" | "procfile" | "justfile" | "jenkinsfile" => FileKind::Shell,
        "requirements.txt" | "pipfile" | ".gitconfig" => FileKind::Document,
        "readme" | "license" | "changelog" => FileKind::Document,
        _ if is_env(name) => FileKind::Env,
        _ if name.starts_with("dockerfile") || name.starts_with("containerfile") => FileKind::Dockerfile,
        _ => return None,
    })
}

/// `.env`, `.env.local`, `.env.production.example`, `example.env`, `.dev.vars`; not `.envrc`, which is a shell script.
fn is_env(name: &str) -> bool {
    name == ".env"
        || name.starts_with(".env.")
        || name.starts_with(".env-")
        || name.ends_with(".env")
        || name.starts_with(".dev.vars")
        || matches!(name, "env.example" | "env.sample" | "env.template")
}

fn by_ending(ending: &str) -> FileKind {
    match ending {
        "ts" | "mts" | "cts" => FileKind::Code(Language::TypeScript),
        "tsx" => FileKind::Code(Language::Tsx),
        "js" | "jsx" | "mjs" | "cjs" => FileKind::Code(Language::JavaScript),
        "sql" => FileKind::Sql,
        "json" | "jsonc" | "json5" => FileKind::Json,
        "toml" => FileKind::Toml,
        "yml" | "yaml" => FileKind::Yaml,
        "sh" | "bash" | "zsh" | "ps1" | "bat" => FileKind::Shell,
        "dockerfile" => FileKind::Dockerfile,
        "html" | "htm" => FileKind::Html,
        "prisma" => FileKind::Prisma,
        "csv" | "tsv" => FileKind::Rows,
        "md" | "mdx" | "txt" | "markdown" => FileKind::Document,
        "py" | "go" | "rb" | "php" | "java" | "kt" | "cs" | "rs" | "ex" | "exs" | "dart" | "swift" | "vue"
        | "svelte" | "astro" => FileKind::OtherLanguage,
        _ => FileKind::Other,
    }
}

/// Whether a file of this kind holds text that is worth reading.
#[must_use]
pub fn is_read(kind: FileKind) -> bool {
    !matches!(kind, FileKind::Lockfile | FileKind::OtherLanguage | FileKind::Other)
}

#[cfg(test)]
mod tests {
    use super::{FileKind, Language, kind_of};

    #[test]
    fn names_decide_before_endings() {
        assert_eq!(kind_of("package-lock.json"), FileKind::Lockfile);
        assert_eq!(kind_of("package.json"), FileKind::Json);
        assert_eq!(kind_of("database.rules.json"), FileKind::FirebaseRules);
        assert_eq!(kind_of(".env.local"), FileKind::Env);
        assert_eq!(kind_of(".envrc"), FileKind::Other);
        assert_eq!(kind_of("env.ts"), FileKind::Code(Language::TypeScript));
        assert_eq!(kind_of("App.TSX"), FileKind::Code(Language::Tsx));
        assert_eq!(kind_of("Makefile"), FileKind::Shell);
        assert_eq!(kind_of("Dockerfile.prod"), FileKind::Dockerfile);
        assert_eq!(kind_of("photo.png"), FileKind::Other);
    }
}
