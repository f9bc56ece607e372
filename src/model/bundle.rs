//! What the browser loads first: the files that the page's script reaches by static imports alone.

use std::collections::BTreeSet;

use super::{Project, modules::Target};
use crate::{
    facts::code::{Code, ExprId, ImportForm, Jsx, PropertyKey},
    source::span::FileId,
};

impl Project {
    /// The files that are loaded together with the pages' scripts; empty when no page names one.
    #[must_use]
    pub fn entry_bundle(&self) -> BTreeSet<FileId> {
        let mut reached: BTreeSet<FileId> = BTreeSet::new();
        let mut open: Vec<FileId> = self
            .configs
            .pages
            .iter()
            .flat_map(|(page, tags)| {
                let folder = self.file(*page).folder();
                let sources = tags.iter().filter(|t| t.name == "script").filter_map(|t| t.attribute("src"));
                sources.filter_map(move |source| {
                    let path = source.trim_start_matches("./").trim_start_matches('/');
                    self.find(&if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") })
                })
            })
            .collect();
        while let Some(file) = open.pop() {
            if !reached.insert(file) {
                continue;
            }
            let Some(code) = &self.file(file).code else { continue };
            let imports = code.imports.iter().zip(self.modules.targets(file));
            open.extend(imports.filter_map(|(import, target)| match target {
                Target::File(next) if is_eager(import.form) && !import.type_only => Some(*next),
                _ => None,
            }));
        }
        reached
    }

    /// Whether every app with pages is made with a framework that loads each page when it is opened.
    #[must_use]
    pub fn splits_by_route(&self) -> bool {
        let lists = &self.vocab.packages;
        self.depends_on(|package| lists.lazy_routers.has(package))
    }

    /// Whether an app depends on a package that fits.
    #[must_use]
    pub fn depends_on(&self, fits: impl Fn(&str) -> bool) -> bool {
        let own = self.configs.manifests.iter().filter(|(id, _)| self.file(*id).role.is_production());
        own.flat_map(|(_, manifest)| &manifest.dependencies).any(|d| fits(&d.name))
    }
}

fn is_eager(form: ImportForm) -> bool {
    matches!(form, ImportForm::Static | ImportForm::ReExport)
}

impl Code {
    /// Plain pictures in JSX: the place of the value of their `src`, and the element.
    pub fn pictures(&self) -> impl Iterator<Item = (ExprId, &Jsx)> {
        self.jsx.iter().filter(|jsx| self.str(jsx.tag) == "img").filter_map(|jsx| {
            let is_source = |key: PropertyKey| matches!(key, PropertyKey::Name(name) if self.str(name) == "src");
            let source = self.property_list(jsx.attributes).find(|p| is_source(p.key))?;
            Some((source.value, jsx))
        })
    }
}
