//! Which names the files of a project mention, and of which modules they may be.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::unused::Known;
use crate::{
    facts::code::{BindingId, Code, Exported, ExprKind, ImportForm, Imported, Origin, PropertyKey},
    frameworks::entries,
    model::modules::Target,
    source::span::{FileId, Range},
};

/// Which of the names that matter each file mentions.
pub(super) struct Mentions<'a> {
    by_file: BTreeMap<FileId, BTreeSet<&'a str>>,
    files: HashMap<&'a str, BTreeSet<FileId>>,
    /// Those of them that stand in texts, which may mean anything of that name.
    in_texts: HashMap<FileId, BTreeSet<&'a str>>,
}

impl<'a> Mentions<'a> {
    pub(super) fn of_files(names: &HashSet<&'a str>, code: impl Iterator<Item = (FileId, &'a Code)>) -> Self {
        let mut mentions = Self { by_file: BTreeMap::new(), files: HashMap::new(), in_texts: HashMap::new() };
        for (id, code) in code {
            let mut mentioned: BTreeSet<&str> = code.texts().filter_map(|text| names.get(text).copied()).collect();
            leave_out_own(code, &mut mentioned);
            leave_out_unused_imports(code, &mut mentioned);
            if !mentioned.is_empty() {
                let texts = code.exprs.iter().filter_map(|expr| match expr.kind {
                    ExprKind::String(text) => mentioned.get(code.str(text)).copied(),
                    _ => None,
                });
                mentions.in_texts.insert(id, texts.collect());
            }
            mentions.set(id, mentioned);
        }
        mentions
    }

    fn set(&mut self, file: FileId, names: BTreeSet<&'a str>) {
        for name in self.by_file.remove(&file).unwrap_or_default() {
            if let Some(files) = self.files.get_mut(name) {
                files.remove(&file);
            }
        }
        for name in &names {
            self.files.entry(name).or_default().insert(file);
        }
        self.by_file.insert(file, names);
    }

    /// Leaves out of a file's mentions those that stand only in functions that never run.
    pub(super) fn narrow(&mut self, file: FileId, code: &'a Code, uncalled: &[Range]) {
        let running = running_names(code, uncalled, |_| true);
        let mut names = self.by_file.get(&file).cloned().unwrap_or_default();
        names.retain(|name| running.contains(name));
        self.set(file, names);
    }

    /// Whether a file mentions a name, as far as it matters.
    pub(super) fn has(&self, file: FileId, name: &str) -> bool {
        self.by_file.get(&file).is_some_and(|names| names.contains(name))
    }

    /// Whether a file other than `file` mentions a name, in a text or as one of those that `may_mean` what stands there.
    pub(super) fn has_elsewhere(&self, file: FileId, name: &str, may_mean: impl Fn(FileId) -> bool) -> bool {
        let in_text = |other| self.in_texts.get(&other).is_some_and(|texts| texts.contains(name));
        let files = self.files.get(name).into_iter().flatten().filter(|other| **other != file);
        files.into_iter().any(|&other| may_mean(other) || in_text(other))
    }
}

/// From which modules each file may take something: those that it imports, and what these pass on.
pub(super) struct Sources {
    by_file: Vec<BTreeSet<FileId>>,
    /// Files with an import that leads nowhere known: what they name may be anything.
    open: Vec<bool>,
}

impl Sources {
    pub(super) fn of(known: Known<'_>) -> Self {
        let ids = || (0u32..).map(FileId).zip(known.files);
        let passed_on = |id: FileId, code: &Code| {
            let imports = code.imports.iter().zip(known.modules.targets(id));
            let passed = imports.filter(|(import, _)| import.form == ImportForm::ReExport);
            passed.filter_map(|(_, target)| in_project(target)).collect::<Vec<_>>()
        };
        let passes: HashMap<FileId, Vec<FileId>> = ids()
            .filter_map(|(id, file)| Some((id, passed_on(id, file.code.as_ref()?))))
            .filter(|(_, passed)| !passed.is_empty())
            .collect();
        let own: BTreeSet<&str> = known.configs.manifests.iter().map(|(_, manifest)| manifest.name.as_str()).collect();
        let is_open = |target: &Target| match target {
            Target::Missing | Target::Computed => true,
            Target::Package(package) => own.contains(package.as_str()),
            _ => false,
        };
        let of_file = |id: FileId| {
            let mut found = BTreeSet::new();
            let mut queue: Vec<FileId> = known.modules.targets(id).iter().filter_map(in_project).collect();
            while let Some(module) = queue.pop() {
                if found.insert(module) {
                    queue.extend(passes.get(&module).into_iter().flatten());
                }
            }
            found
        };
        Self {
            by_file: ids().map(|(id, _)| of_file(id)).collect(),
            open: ids().map(|(id, _)| known.modules.targets(id).iter().any(is_open)).collect(),
        }
    }

    /// Whether what a file names may be something of a module.
    pub(super) fn may_mean(&self, file: FileId, module: FileId) -> bool {
        self.open.get(file.index()) != Some(&false)
            || self.by_file.get(file.index()).is_none_or(|modules| modules.contains(&module))
    }
}

fn in_project(target: &Target) -> Option<FileId> {
    if let Target::File(file) = target { Some(*file) } else { None }
}

/// Leaves out the names that a module only gives to things of its own: `const flag = makeHandler()` means no `flag` of another
/// module.
fn leave_out_own(code: &Code, mentioned: &mut BTreeSet<&str>) {
    let own = code.bindings.iter().filter(|binding| !matches!(binding.origin, Origin::Import { .. }));
    let own: BTreeSet<&str> =
        own.map(|binding| code.str(binding.name)).filter(|name| mentioned.contains(name)).collect();
    if !own.is_empty() {
        let is_import = |binding| matches!(code.binding(binding).origin, Origin::Import { .. });
        let others = running_names(code, &[], |binding: Option<BindingId>| binding.is_none_or(is_import));
        mentioned.retain(|name| !own.contains(name) || others.contains(name));
    }
}

/// Leaves out the names that a module imports and then never uses: what is imported for nothing is not called.
fn leave_out_unused_imports(code: &Code, mentioned: &mut BTreeSet<&str>) {
    let is_exported = |local| code.exports.iter().any(|export| export.value == Exported::Binding(local));
    let is_unused = |local: BindingId| code.references(local).is_empty() && !is_exported(local);
    let names = code.imports.iter().flat_map(|import| &import.names).filter(|name| name.local.is_some_and(is_unused));
    let unused: BTreeSet<&str> = names
        .filter_map(|name| if let Imported::Named(sym) = name.imported { Some(code.str(sym)) } else { None })
        .filter(|name| mentioned.contains(name))
        .collect();
    if !unused.is_empty() {
        let running = running_names(code, &[], |_| true);
        mentioned.retain(|name| !unused.contains(name) || running.contains(name));
    }
}

/// The names that running code of a module mentions. Keys of objects and patterns count wherever they stand, names in expressions where
/// `counts` takes what they are bound to.
fn running_names<'a>(
    code: &'a Code,
    uncalled: &[Range],
    counts: impl Fn(Option<BindingId>) -> bool,
) -> BTreeSet<&'a str> {
    let runs = |range: Range| !entries::within(uncalled, range);
    let named = code.exprs.iter().filter(|expr| runs(expr.range)).filter_map(|expr| match expr.kind {
        ExprKind::Ident { name, binding } => counts(binding).then_some(name),
        ExprKind::String(name) => Some(name),
        ExprKind::Member { property, .. } => Some(property),
        _ => None,
    });
    let keys = code.properties.iter().map(|p| p.key).chain(code.pattern_properties.iter().map(|p| p.key));
    let keys = keys.filter_map(|key| if let PropertyKey::Name(name) = key { Some(name) } else { None });
    let imported = code.imports.iter().flat_map(|import| &import.names).filter(|name| {
        name.local.is_none_or(|local| code.references(local).iter().any(|place| runs(code.range(*place))))
    });
    let imported = imported.filter_map(|name| if let Imported::Named(sym) = name.imported { Some(sym) } else { None });
    let exported = code.exports.iter().map(|export| export.name);
    named.chain(keys).chain(imported).chain(exported).map(|sym| code.str(sym)).collect()
}
