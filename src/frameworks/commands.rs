//! What the commands of pipelines and scripts are for.

/// What a command does for the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Runs tests.
    Test,
    /// Builds what is deployed.
    Build,
    /// Looks for faults in the source.
    Lint,
    /// Checks types.
    TypeCheck,
    /// Looks for known holes or secrets.
    Scan,
    /// Brings a version to users.
    Deploy,
    /// Brings migrations to a database.
    Migrate,
    /// Copies a database away.
    Backup,
}

impl Purpose {
    /// Whether it finds faults before users do.
    #[must_use]
    pub fn is_check(self) -> bool {
        matches!(self, Self::Test | Self::Build | Self::Lint | Self::TypeCheck | Self::Scan)
    }

    /// Its name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Test => "tests",
            Self::Build => "build",
            Self::Lint => "lint",
            Self::TypeCheck => "type check",
            Self::Scan => "security scan",
            Self::Deploy => "deployment",
            Self::Migrate => "migrations",
            Self::Backup => "backup",
        }
    }
}

/// What a program called with these arguments is for; scripts of a manifest are looked up by the caller.
#[must_use]
pub fn purpose_of(program: &[String]) -> Option<Purpose> {
    let (first, arguments) = program.split_first()?;
    let name = first.rsplit('/').next().unwrap_or(first);
    let has = |word: &str| arguments.iter().any(|a| a == word);
    let starts = |words: &[&str]| arguments.iter().map(String::as_str).take(words.len()).eq(words.iter().copied());
    Some(match name {
        "vitest" | "jest" | "mocha" | "ava" | "c8" | "nyc" | "pytest" | "karma" | "tap" | "jasmine" | "pg_prove" => {
            Purpose::Test
        }
        "playwright" | "cypress" if has("test") || has("run") => Purpose::Test,
        "react-scripts" | "craco" | "react-app-rewired" | "ng" | "nx" | "turbo" | "lerna" | "moon" => {
            target(arguments)?
        }
        "node" | "tsx" if has("--test") => Purpose::Test,
        "node" => of_program_file(arguments)?,
        "deno" => deno(arguments)?,
        "bun" if starts(&["test"]) => Purpose::Test,
        "go" | "cargo" if starts(&["test"]) => Purpose::Test,
        "eslint" | "biome" | "oxlint" | "stylelint" | "prettier" | "ruff" | "flake8" | "pylint" | "standard" | "xo"
        | "knip" => Purpose::Lint,
        "tsc" | "vue-tsc" | "mypy" | "pyright" | "tsgo" => Purpose::TypeCheck,
        "next" | "vite" | "astro" | "remix" | "nuxt" | "vinxi" | "gatsby" | "webpack" | "rollup" | "parcel"
        | "tsup" | "esbuild" | "nest" | "expo"
            if has("build") || has("export") =>
        {
            Purpose::Build
        }
        "next" if has("lint") => Purpose::Lint,
        "webpack" | "rollup" | "esbuild" | "tsup" => Purpose::Build,
        "docker" if has("build") || starts(&["buildx"]) => Purpose::Build,
        "docker" if has("push") => Purpose::Deploy,
        "eas" if has("build") => Purpose::Build,
        "supabase" => supabase(arguments)?,
        "prisma" if starts(&["migrate", "deploy"]) || starts(&["db", "push"]) => Purpose::Migrate,
        "drizzle-kit" if has("migrate") || has("push") => Purpose::Migrate,
        "knex" | "sequelize" | "typeorm" | "node-pg-migrate" | "dbmate" | "flyway" | "sqitch" | "alembic" | "atlas" => {
            Purpose::Migrate
        }
        "pg_dump" | "pg_dumpall" | "mongodump" | "mysqldump" | "pgbackrest" | "wal-g" | "restic" => Purpose::Backup,
        "gcloud" if starts(&["firestore", "export"]) => Purpose::Backup,
        "vercel" | "netlify" | "flyctl" | "fly" | "firebase" | "wrangler" | "railway" | "render" | "heroku" | "sst"
        | "cdk" | "kubectl" | "helm" | "gcloud" | "pm2" | "serverless"
            if has("deploy")
                || has("--prod")
                || has("publish")
                || has("up")
                || has("apply")
                || has("reload")
                || has("restart") =>
        {
            Purpose::Deploy
        }
        "audit-ci" | "snyk" | "trivy" | "gitleaks" | "semgrep" | "trufflehog" | "osv-scanner" | "socket"
        | "plimsoll" => Purpose::Scan,
        "npm" | "pnpm" | "yarn" if has("audit") => Purpose::Scan,
        _ => return None,
    })
}

/// Whether a program makes a database look like the described schema, without a migration that says how.
#[must_use]
pub fn pushes_schema(program: &[String]) -> bool {
    let words: Vec<&str> = program.iter().map(String::as_str).filter(|word| !word.starts_with('-')).collect();
    matches!(
        words.as_slice(),
        ["drizzle-kit", "push" | "push:pg" | "push:mysql" | "push:sqlite", ..] | ["prisma", "db", "push", ..]
    )
}

/// `turbo run build`, `nx test web`, `ng lint`.
fn target(arguments: &[String]) -> Option<Purpose> {
    arguments.iter().find_map(|argument| purpose_of_name(argument.rsplit(':').next().unwrap_or(argument)))
}

/// What a script or target is for by convention, where its own commands do not tell.
#[must_use]
pub fn purpose_of_name(name: &str) -> Option<Purpose> {
    let first = name.split([':', '-']).next().unwrap_or(name);
    Some(match first {
        "test" | "tests" | "e2e" => Purpose::Test,
        "build" => Purpose::Build,
        "lint" => Purpose::Lint,
        "typecheck" | "tsc" => Purpose::TypeCheck,
        "type" | "check" if name.ends_with("types") || name == "type-check" => Purpose::TypeCheck,
        _ => return None,
    })
}

/// `node --max-old-space-size=8192 node_modules/vite/bin/vite.js build`.
fn of_program_file(arguments: &[String]) -> Option<Purpose> {
    let at = arguments.iter().position(|a| a.contains("node_modules/"))?;
    let (file, rest) = arguments.get(at..)?.split_first()?;
    let stem = file.rsplit('/').next()?.split('.').next()?;
    let program: Vec<String> = std::iter::once(stem.to_owned()).chain(rest.iter().cloned()).collect();
    purpose_of(&program)
}

fn deno(arguments: &[String]) -> Option<Purpose> {
    Some(match arguments.first()?.as_str() {
        "test" => Purpose::Test,
        "lint" | "fmt" => Purpose::Lint,
        "check" => Purpose::TypeCheck,
        _ => return None,
    })
}

fn supabase(arguments: &[String]) -> Option<Purpose> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).filter(|a| !a.starts_with('-')).collect();
    Some(match words.as_slice() {
        ["db", "push", ..] | ["migration", "up", ..] => Purpose::Migrate,
        ["db", "dump", ..] => Purpose::Backup,
        ["db", "lint", ..] => Purpose::Lint,
        ["test", ..] | ["db", "test", ..] => Purpose::Test,
        ["functions", "deploy", ..] => Purpose::Deploy,
        _ => return None,
    })
}

/// What a packaged action of a pipeline is for, by its name without version.
#[must_use]
pub fn purpose_of_action(action: &str) -> Option<Purpose> {
    let name = action.split('@').next().unwrap_or(action).to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
    if has(&["codeql", "gitleaks", "trufflehog", "trivy", "snyk", "dependency-review", "semgrep", "osv-scanner"]) {
        Some(Purpose::Scan)
    } else if has(&["cypress-io/github-action"]) {
        Some(Purpose::Test)
    } else if has(&["build-push-action"]) {
        Some(Purpose::Build)
    } else if has(&["deploy", "vercel-action", "actions-netlify", "wrangler-action", "flyctl", "ssh-action"]) {
        Some(Purpose::Deploy)
    } else if has(&["backup", "pg-dump", "pg_dump"]) {
        Some(Purpose::Backup)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, purpose_of, purpose_of_action};

    fn purpose(line: &str) -> Option<Purpose> {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        purpose_of(&words)
    }

    #[test]
    fn programs() {
        assert_eq!(purpose("vitest run"), Some(Purpose::Test));
        assert_eq!(purpose("turbo run build --filter=web"), Some(Purpose::Build));
        assert_eq!(purpose("supabase --debug db push --linked"), Some(Purpose::Migrate));
        assert_eq!(purpose("pg_dump $URL"), Some(Purpose::Backup));
        assert_eq!(purpose("vercel pull --yes"), None);
        assert_eq!(purpose("curl https://x"), None);
        assert_eq!(purpose("node --x=1 node_modules/vite/bin/vite.js build"), Some(Purpose::Build));
        assert_eq!(purpose("node server.js"), None);
        assert_eq!(purpose_of_action("amondnet/vercel-action@v25"), Some(Purpose::Deploy));
    }
}
