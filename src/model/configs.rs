//! The configuration files of a project, read once: those whose meaning is fixed by a tool as typed views, the others
//! as trees.

use std::collections::BTreeMap;

use super::{File, FileKind, Role};
use crate::{
    formats::{
        self, Node,
        dockerfile::{self, Instruction},
        env::{self, Variable},
        html::{self, Tag},
        manifest::Manifest,
        prisma,
        workflow::{self, Workflow},
    },
    frameworks::supabase::config::SupabaseConfig,
    source::{
        gap::{Gap, GapKind},
        span::FileId,
    },
};

/// What the configuration files say, each list in path order.
#[derive(Debug, Default)]
pub struct Configs {
    /// `package.json`.
    pub manifests: Vec<(FileId, Manifest)>,
    /// `supabase/config.toml`.
    pub supabase: Vec<(FileId, SupabaseConfig)>,
    /// Pipelines of any service.
    pub workflows: Vec<(FileId, Workflow)>,
    /// Environment files, those that git leaves out included.
    pub env_files: Vec<(FileId, Vec<Variable>)>,
    /// Pages.
    pub pages: Vec<(FileId, Vec<Tag>)>,
    /// `schema.prisma` and its parts.
    pub prisma: Vec<(FileId, prisma::Schema)>,
    /// Dockerfiles.
    pub dockerfiles: Vec<(FileId, Vec<Instruction>)>,
    /// JSON, TOML and YAML of any name.
    trees: BTreeMap<FileId, Node>,
}

/// Longer texts in these formats are data.
const MAX_BYTES: usize = 256_000;

impl Configs {
    /// Reads the configuration among `files`; what does not follow its format is a gap.
    #[must_use]
    pub fn build(files: &[File]) -> (Self, Vec<Gap>) {
        let mut configs = Self::default();
        let mut gaps = Vec::new();
        for (id, file) in (0u32..).map(FileId).zip(files) {
            let Some(text) = file.text.as_deref().filter(|t| t.len() <= MAX_BYTES) else { continue };
            match file.kind {
                FileKind::Env => configs.env_files.push((id, env::parse(text))),
                FileKind::Html => configs.pages.push((id, html::tags(text))),
                FileKind::Prisma => configs.prisma.push((id, prisma::parse(text))),
                FileKind::Dockerfile => configs.dockerfiles.push((id, dockerfile::parse(text))),
                FileKind::Json | FileKind::Toml | FileKind::Yaml => {
                    let (root, problem) = formats::parse_partly(file.kind, text);
                    if let Some(root) = root {
                        configs.add_tree(id, file, root);
                    }
                    gaps.extend(problem.filter(|_| is_relied_on(file)).map(|p| Gap {
                        at: p.at.in_file(id),
                        kind: GapKind::UnparsedFile,
                        detail: p.reason,
                        may_affect: Vec::new(),
                    }));
                }
                _ => {}
            }
        }
        (configs, gaps)
    }

    fn add_tree(&mut self, id: FileId, file: &File, root: Node) {
        if file.name() == "package.json" {
            self.manifests.push((id, Manifest::new(&root)));
        } else if file.name() == "config.toml" && file.path.contains("supabase/") {
            self.supabase.push((id, SupabaseConfig::new(&root)));
        } else if let Some(workflow) = workflow::of_file(&file.path, &root) {
            self.workflows.push((id, workflow));
        }
        self.trees.insert(id, root);
    }

    /// The tree of a JSON, TOML or YAML file.
    #[must_use]
    pub fn tree(&self, file: FileId) -> Option<&Node> {
        self.trees.get(&file)
    }

    /// The manifest nearest to a path: in its folder or one above.
    #[must_use]
    pub fn manifest_above(&self, files: &[File], path: &str) -> Option<(FileId, &Manifest)> {
        let holds =
            |folder: &str| folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let folder_of = |id: FileId| files.get(id.index()).map_or("", File::folder);
        let above = self.manifests.iter().filter(|(id, _)| holds(folder_of(*id)));
        above.max_by_key(|(id, _)| folder_of(*id).len()).map(|(id, manifest)| (*id, manifest))
    }
}

/// Whether a fault in this file leaves something unknown; templates and data of the app do not.
fn is_relied_on(file: &File) -> bool {
    let is_pipeline = file.path.contains("workflows/") || file.name().contains("gitlab-ci");
    let is_config =
        matches!(file.name(), "package.json" | "config.toml" | "vercel.json" | "netlify.toml" | "firebase.json");
    (is_pipeline || is_config) && matches!(file.role, Role::Source | Role::Script)
}

#[cfg(test)]
mod tests {
    use super::Configs;
    use crate::{
        model::{File, FileKind},
        source::{kind::kind_of, span::FileId},
    };

    fn file(path: &str, text: &str) -> File {
        let mut file = File::new(path, kind_of(path.rsplit('/').next().unwrap_or(path)));
        file.text = Some(text.into());
        file
    }

    #[test]
    fn views_by_name() {
        let files = [
            file(".env", "A=1"),
            file("package.json", "{\"name\": \"x\"}"),
            file("supabase/config.toml", "[functions.pay]\nverify_jwt = false"),
            file("web/package.json", "{\"name\": \"web\"}"),
        ];
        let (configs, gaps) = Configs::build(&files);
        assert!(gaps.is_empty());
        assert_eq!(configs.env_files.len(), 1);
        assert_eq!(configs.supabase[0].1.function("pay").unwrap().verify_jwt, Some(false));
        assert_eq!(configs.manifest_above(&files, "web/src/a.ts").unwrap().1.name, "web");
        assert_eq!(configs.manifest_above(&files, "webs/a.ts").unwrap().1.name, "x");
        assert_eq!(configs.tree(FileId(1)).unwrap().get("name").unwrap().str(), Some("x"));
        assert_eq!(files[0].kind, FileKind::Env);
    }

    #[test]
    fn a_broken_pipeline_is_a_gap() {
        let (_, gaps) = Configs::build(&[file(".github/workflows/ci.yml", "a: ["), file("data/x.yml", "a: [")]);
        assert_eq!(gaps.len(), 1);
    }
}
