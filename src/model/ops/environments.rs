//! Where the app runs: a second environment to try a version in, and the files that say how it is deployed.

use crate::{
    model::{File, Project, Role},
    source::span::{FileId, Range, Span},
};

/// Environments and deployment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environments {
    /// What shows that there is an environment between a laptop and production.
    pub staging: Vec<Span>,
    /// Files that say how the app is built and served, outside of a builder.
    pub deployment: Vec<FileId>,
}

const STAGING: &[&str] =
    &["staging", "stage", "stg", "preview", "qa", "uat", "preprod", "pre-production", "homolog", "homologacao"];

/// Files that describe a deployment, by name.
const DEPLOYMENT: &[&str] = &[
    "vercel.json",
    "netlify.toml",
    "fly.toml",
    "render.yaml",
    "railway.json",
    "railway.toml",
    "wrangler.toml",
    "wrangler.jsonc",
    "wrangler.json",
    "firebase.json",
    "apphosting.yaml",
    "app.yaml",
    "docker-compose.yml",
    "docker-compose.yaml",
    "compose.yaml",
    "compose.yml",
    "Procfile",
    "ecosystem.config.js",
    "serverless.yml",
    "amplify.yml",
    "nixpacks.toml",
    "cloudbuild.yaml",
    "eas.json",
    "_redirects",
    "staticwebapp.config.json",
    "app.json",
];

pub(super) fn collect(project: &Project) -> Environments {
    let mut found = Environments::default();
    for (id, file) in project.all_files().filter(|(_, f)| is_own(f)) {
        if is_staging_file(file) {
            found.staging.push(Range::default().in_file(id));
        }
        if DEPLOYMENT.contains(&file.name()) || file.kind == crate::model::FileKind::Dockerfile {
            found.deployment.push(id);
        }
    }
    for (id, workflow) in &project.configs.workflows {
        let of_jobs =
            workflow.jobs.iter().filter(|j| j.environment.as_deref().is_some_and(is_staging)).map(|j| j.range);
        found.staging.extend(of_jobs.map(|range| range.in_file(*id)));
        if workflow.branches.iter().any(|b| is_staging(b)) {
            found.staging.push(Range::default().in_file(*id));
        }
    }
    for (id, manifest) in &project.configs.manifests {
        let scripts = manifest.scripts.iter().filter(|s| s.name.split([':', '-']).any(|part| part == "staging"));
        found.staging.extend(scripts.map(|s| s.range.in_file(*id)));
    }
    found
}

fn is_own(file: &File) -> bool {
    matches!(file.role, Role::Source | Role::Script) && !file.path.contains("node_modules/")
}

/// `.env.staging`, `fly.staging.toml`, `docker-compose.staging.yml`.
fn is_staging_file(file: &File) -> bool {
    use crate::model::FileKind::{Env, Json, Toml, Yaml};
    let name = file.name().to_ascii_lowercase();
    // Elsewhere JSON and YAML of such a name are data of the app.
    let is_at_top =
        matches!(file.folder(), "" | "deploy" | "infra" | "k8s" | "config" | "docker" | ".github/workflows");
    (file.kind == Env || (matches!(file.kind, Json | Toml | Yaml) && is_at_top))
        && name.split(['.', '-', '_']).any(is_staging)
}

fn is_staging(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    STAGING.contains(&lower.as_str()) || lower.split(['/', '-', '_', ' ']).any(|part| STAGING.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::{is_staging, is_staging_file};
    use crate::{model::File, source::kind::kind_of};

    #[test]
    fn names_of_second_environments() {
        for (path, want) in
            [(".env.staging", true), ("fly.staging.toml", true), (".env.local", false), ("src/preview.json", false)]
        {
            let file = File::new(path, kind_of(path.rsplit('/').next().unwrap()));
            assert_eq!(is_staging_file(&file), want, "{path}");
        }
        assert!(is_staging("Staging") && is_staging("release/staging") && !is_staging("production"));
    }
}
