//! The import graph: which file or package each import names, and what an imported name is.

mod aliases;
mod package;
mod specifier;

use std::collections::{BTreeMap, HashMap};

pub use self::package::package_name;
use self::specifier::Resolver;
use super::{File, Role, configs::Configs};
use crate::{
    facts::code::{self, BindingId, Code, Exported, ExprId, ExprKind, Import},
    source::{
        gap::{Gap, GapKind},
        span::FileId,
    },
};

/// The import graph of a project.
#[derive(Debug, Default)]
pub struct Modules {
    /// For each file, what each entry of its [`Code::imports`] names.
    targets: Vec<Vec<Target>>,
    /// For each file, the names it exports.
    exports: Vec<Exports>,
    /// For each file, the bindings that are imports: by binding, the import and the name in it.
    imports: Vec<HashMap<BindingId, Wanted>>,
}

/// One name of one import.
#[derive(Clone, Debug)]
struct Wanted {
    import: usize,
    /// The name in the other module: `default`, or empty for the whole module.
    name: Box<str>,
}

/// What an import names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A file of the project.
    File(FileId),
    /// A package, by its plain name: `stripe` for `npm:stripe@14` too.
    Package(String),
    /// A style sheet, picture, or other file that holds no code.
    Asset,
    /// A file of the project that is not there.
    Missing,
    /// The specifier is computed.
    Computed,
}

#[derive(Debug, Default)]
struct Exports {
    own: BTreeMap<String, Exported>,
    /// `export { a as b } from`: by exported name, the import and the name in it.
    passed_on: BTreeMap<String, Wanted>,
    /// `export * from`.
    stars: Vec<usize>,
}

/// What an imported name is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Imported {
    /// Something of this project.
    Definition(Definition),
    /// Something of a package; `name` is empty for the whole of it (`import * as`).
    External {
        /// The package's plain name.
        package: String,
        /// The exported name, `default` for the default export.
        name: String,
    },
}

/// Where an exported name is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The file.
    pub file: FileId,
    /// What it is there.
    pub value: Exported,
}

/// Re-exports are followed this deep; a cycle of barrels must end.
const DEPTH: u32 = 16;

impl Modules {
    /// Resolves every import of every file.
    #[must_use]
    pub fn build(files: &[File], configs: &Configs) -> Self {
        let resolver = Resolver::new(files, configs);
        let mut modules = Self::default();
        for file in files {
            let Some(code) = &file.code else {
                modules.targets.push(Vec::new());
                modules.exports.push(Exports::default());
                modules.imports.push(HashMap::new());
                continue;
            };
            modules.targets.push(code.imports.iter().map(|i| target(&resolver, file, code, i)).collect());
            modules.exports.push(exports(code));
            modules.imports.push(imported_bindings(code));
        }
        modules
    }

    /// What each entry of a file's [`Code::imports`] names.
    #[must_use]
    pub fn targets(&self, file: FileId) -> &[Target] {
        self.targets.get(file.index()).map_or(&[], Vec::as_slice)
    }

    /// Imports that name a file of the project which is not there. Types may be missing, and what is no part of the
    /// running app.
    #[must_use]
    pub fn gaps(&self, files: &[File]) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for (id, file) in (0u32..).map(FileId).zip(files) {
            let Some(code) = file.code.as_ref().filter(|_| matches!(file.role, Role::Source | Role::UiKit)) else {
                continue;
            };
            for (import, target) in code.imports.iter().zip(self.targets(id)) {
                let Some(source) = import.source.filter(|_| *target == Target::Missing && !import.type_only) else {
                    continue;
                };
                gaps.push(Gap {
                    at: import.range.in_file(id),
                    kind: GapKind::UnresolvedImport,
                    detail: format!("`{}` names a file that is not there", code.str(source)),
                    may_affect: Vec::new(),
                });
            }
        }
        gaps
    }

    /// What an imported binding is; `None` when it is no import, or its module or name is not there.
    #[must_use]
    pub fn imported(&self, file: FileId, binding: BindingId) -> Option<Imported> {
        self.named(file, self.imports.get(file.index())?.get(&binding)?, DEPTH)
    }

    /// The definition that an imported binding names.
    #[must_use]
    pub fn resolve(&self, file: FileId, binding: BindingId) -> Option<Definition> {
        match self.imported(file, binding)? {
            Imported::Definition(definition) => Some(definition),
            Imported::External { .. } => None,
        }
    }

    /// `binding.member` where the binding is `import * as binding`.
    #[must_use]
    pub fn resolve_member(&self, file: FileId, binding: BindingId, member: &str) -> Option<Definition> {
        let wanted = self.imports.get(file.index())?.get(&binding)?;
        if !wanted.name.is_empty() {
            return None;
        }
        match self.targets(file).get(wanted.import)? {
            Target::File(target) => match self.exported(*target, member, DEPTH)? {
                Imported::Definition(definition) => Some(definition),
                Imported::External { .. } => None,
            },
            _ => None,
        }
    }

    /// What a module exports under a name.
    #[must_use]
    pub fn export(&self, file: FileId, name: &str) -> Option<Imported> {
        self.exported(file, name, DEPTH)
    }

    /// The names a module exports itself or passes on by name, sorted.
    pub fn exported_names(&self, file: FileId) -> impl Iterator<Item = &str> {
        let exports = self.exports.get(file.index());
        exports.into_iter().flat_map(|e| e.own.keys().chain(e.passed_on.keys())).map(String::as_str)
    }

    fn named(&self, file: FileId, wanted: &Wanted, depth: u32) -> Option<Imported> {
        match self.targets(file).get(wanted.import)? {
            Target::Package(package) => {
                Some(Imported::External { package: package.clone(), name: wanted.name.to_string() })
            }
            Target::File(target) if depth > 0 => self.exported(*target, &wanted.name, depth - 1),
            _ => None,
        }
    }

    fn exported(&self, file: FileId, name: &str, depth: u32) -> Option<Imported> {
        let exports = self.exports.get(file.index())?;
        if let Some(&value) = exports.own.get(name) {
            // `export { x }` of an imported `x`.
            if let Exported::Binding(binding) = value
                && depth > 0
                && let Some(wanted) = self.imports.get(file.index()).and_then(|i| i.get(&binding))
            {
                return self.named(file, wanted, depth - 1);
            }
            return Some(Imported::Definition(Definition { file, value }));
        }
        if depth == 0 {
            return None;
        }
        if let Some(wanted) = exports.passed_on.get(name) {
            return self.named(file, wanted, depth - 1);
        }
        exports.stars.iter().find_map(|&import| match self.targets(file).get(import)? {
            Target::File(target) if name != "default" => self.exported(*target, name, depth - 1),
            _ => None,
        })
    }
}

fn target(resolver: &Resolver<'_>, file: &File, code: &Code, import: &Import) -> Target {
    let written = || import.call.and_then(|call| named_by_constant(code, call));
    match import.source.map(|source| code.str(source)).or_else(written) {
        Some(source) => resolver.resolve(file.folder(), source),
        None => Target::Computed,
    }
}

/// `const name = "pdf-parse"; require(name)`: what the one value of a variable names.
fn named_by_constant(code: &Code, call: ExprId) -> Option<&str> {
    let ExprKind::Call { args, .. } = code.expr(call) else { return None };
    let argument = code.arg(args, 0)?;
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(argument) else { return None };
    let is_set_again = code.references(binding).iter().any(|&reference| code.is_assigned(reference));
    code.initial(argument).and_then(|value| code.string(value)).filter(|_| !is_set_again)
}

fn exports(code: &Code) -> Exports {
    let mut exports = Exports::default();
    for export in &code.exports {
        exports.own.insert(code.str(export.name).to_owned(), export.value);
    }
    for (import, statement) in code.imports.iter().enumerate() {
        if statement.form != code::ImportForm::ReExport {
            continue;
        }
        for name in &statement.names {
            match name.exported {
                Some(exported) => {
                    let wanted = Wanted { import, name: name_of(code, name.imported) };
                    exports.passed_on.insert(code.str(exported).to_owned(), wanted);
                }
                None => exports.stars.push(import),
            }
        }
    }
    exports
}

fn imported_bindings(code: &Code) -> HashMap<BindingId, Wanted> {
    let mut bindings = HashMap::new();
    for (import, statement) in code.imports.iter().enumerate() {
        for name in &statement.names {
            if let Some(binding) = name.local {
                bindings.insert(binding, Wanted { import, name: name_of(code, name.imported) });
            }
        }
    }
    bindings
}

fn name_of(code: &Code, imported: code::Imported) -> Box<str> {
    match imported {
        code::Imported::Default => "default".into(),
        code::Imported::Namespace => "".into(),
        code::Imported::Named(name) => code.str(name).into(),
    }
}
