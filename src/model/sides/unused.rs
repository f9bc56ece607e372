//! Modules that wait to be imported, and that nobody imports: nothing of what stands in them ever runs.
//!
//! Frameworks start files in places that are not all known here. So a file counts as unused only where its form says that
//! it waits for an import, where its package has entries that are known, and where all imports of the package can be read.

use std::collections::BTreeSet;

use super::{ZONES, reach::Reach};
use crate::{
    facts::code::{Code, Exported, ExprId, ExprKind, Import, ImportForm, MODULE, Origin, StmtKind},
    frameworks::{
        entries::{self, Entry, Place},
        express,
    },
    model::{
        File, FileKind, Language, Role,
        configs::Configs,
        modules::{Modules, Target},
    },
    source::span::FileId,
};

/// What is known of a project's files when their sides are sought.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) files: &'a [File],
    pub(super) configs: &'a Configs,
    pub(super) modules: &'a Modules,
    pub(super) entries: &'a [Entry],
    pub(super) reach: &'a Reach,
}

impl<'a> Known<'a> {
    /// For each file, whether it waits for an import that never comes.
    pub(super) fn unused(self) -> Vec<bool> {
        let (packages, sought) = (self.readable_packages(), self.sought());
        let waits = |file: &File| !sought.contains(stem(&file.path)) && self.waits(file, &packages);
        let ids = || (0u32..).map(FileId).zip(self.files);
        let started = self.started();
        let mut runs: Vec<bool> = ids().map(|(id, file)| started.contains(&id) || !waits(file)).collect();
        let mut queue: Vec<FileId> = ids().map(|(id, _)| id).filter(|id| runs.get(id.index()) == Some(&true)).collect();
        while let Some(file) = queue.pop() {
            for target in self.modules.targets(file) {
                if let Target::File(to) = target
                    && let Some(known) = runs.get_mut(to.index()).filter(|known| !**known)
                {
                    *known = true;
                    queue.push(*to);
                }
            }
        }
        runs.into_iter().map(|runs| !runs).collect()
    }

    /// The files that something outside starts.
    pub(super) fn started(self) -> BTreeSet<FileId> {
        let starts = |id: FileId| {
            let file = self.files.get(id.index());
            file.is_some_and(|file| !entries::only_begins_client(self.files, self.configs, file))
        };
        self.entries.iter().map(|entry| entry.file).filter(|file| starts(*file)).collect()
    }

    pub(super) fn is_reached(self, file: FileId) -> bool {
        ZONES.into_iter().any(|zone| self.reach.holds(zone, file))
    }

    /// The manifests of packages of which an entry is known and every import can be read.
    pub(super) fn readable_packages(self) -> BTreeSet<FileId> {
        let started = self.entries.iter().filter(|e| e.zone.is_production());
        let started = started.filter_map(|e| self.files.get(e.file.index())).filter_map(|file| self.package(file));
        let unread = (0u32..).map(FileId).zip(self.files).filter(|(id, file)| self.hides_imports(*id, file));
        let unread: BTreeSet<FileId> = unread.filter_map(|(_, file)| self.package(file)).collect();
        started.filter(|id| !unread.contains(id)).collect()
    }

    /// The manifest of the package that a file belongs to.
    pub(super) fn package(self, file: &File) -> Option<FileId> {
        self.configs.manifest_above(self.files, &file.path).map(|(id, _)| id)
    }

    /// Whether a file imports others in a way that cannot be followed.
    fn hides_imports(self, id: FileId, file: &File) -> bool {
        let is_computed = |code: &Code| {
            let mut imports = code.imports.iter().zip(self.modules.targets(id));
            imports.any(|(import, target)| *target == Target::Computed && !self.is_of_package(file, code, import))
        };
        let hides = |code: &Code| file.role.is_production() && (is_computed(code) || globs(code));
        entries::holds_scripts(file.name()) || file.code.as_ref().is_some_and(hides)
    }

    /// `` import(`icons/${name}`) ``: what is computed lies in a package that the project depends on.
    fn is_of_package(self, file: &File, code: &Code, import: &Import) -> bool {
        let Some(ExprKind::Call { args, .. }) = import.call.map(|call| code.expr(call)) else { return false };
        let head = code.arg(args, 0).and_then(|arg| match code.expr(arg) {
            ExprKind::Template { parts, tag: None } => code.expr_list(parts).next().and_then(|part| code.string(part)),
            _ => None,
        });
        let Some((package, _)) = head.and_then(|head| head.split_once('/')) else { return false };
        let manifest = self.configs.manifest_above(self.files, &file.path);
        manifest.is_some_and(|(_, manifest)| manifest.dependency(package).is_some())
    }

    /// The names at the end of imports that lead nowhere: an alias that is not known may mean a file of that name.
    fn sought(self) -> BTreeSet<&'a str> {
        let code = (0u32..).map(FileId).zip(self.files).filter_map(|(id, file)| Some((id, file.code.as_ref()?)));
        let missing = code.flat_map(|(id, code)| {
            let imports = code.imports.iter().zip(self.modules.targets(id));
            let missing = imports.filter(|(_, target)| **target == Target::Missing);
            missing.filter_map(|(import, _)| import.source.map(|source| code.str(source)))
        });
        missing.map(stem).collect()
    }

    fn may_start_by_place(self, file: &File) -> bool {
        entries::may_start_by_place(&Place::new(self.files, self.configs, file))
    }

    fn is_beside_routes(self, file: &File, export: &str) -> bool {
        entries::is_beside_routes(&Place::new(self.files, self.configs, file), export)
    }

    fn waits(self, file: &File, packages: &BTreeSet<FileId>) -> bool {
        let Some(code) = file.code.as_ref().filter(|_| file.role == Role::Source) else { return false };
        let is_readable = self.package(file).is_some_and(|id| packages.contains(&id));
        let passed_on = code.imports.iter().filter(|i| i.form == ImportForm::ReExport).flat_map(|i| &i.names);
        let passed_on = passed_on.map(|name| name.exported.map_or("", |exported| code.str(exported)));
        let mut offers = code.exports.iter().map(|export| code.str(export.name)).chain(passed_on).peekable();
        let is_part = |name: &str| match name {
            "default" => is_component(file) || exports_router(code) || !self.may_start_by_place(file),
            name => !entries::is_started_by_name(name) || self.is_beside_routes(file, name),
        };
        is_readable && offers.peek().is_some() && !acts(code) && offers.all(is_part)
    }
}

/// `boats` of `@/lib/boats.ts`.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether loading a module does something by itself: `app.listen()`. What it registers on a router of its own is served
/// only when somebody mounts that.
pub(in crate::model) fn acts(code: &Code) -> bool {
    let calls = |e| match code.expr(e) {
        ExprKind::Call { callee, .. } => !is_on_own_router(code, callee),
        ExprKind::Await(_) | ExprKind::New { .. } => true,
        _ => false,
    };
    code.block(code.function(MODULE).body).any(|s| matches!(code.stmt(s).kind, StmtKind::Expr(e) if calls(e)))
}

/// `router.get`, `router.route("/boats").post`, where the module makes the router.
fn is_on_own_router(code: &Code, callee: ExprId) -> bool {
    match code.expr(callee) {
        ExprKind::Member { object, .. } => match code.expr(object) {
            ExprKind::Call { callee, .. } => is_on_own_router(code, callee),
            _ => code.initial(object).is_some_and(|made| express::is_router(code, made)),
        },
        _ => false,
    }
}

/// Whether the default export of a module is a router, which waits for a server.
fn exports_router(code: &Code) -> bool {
    code.exports.iter().any(|export| code.str(export.name) == "default" && is_router(code, export.value))
}

fn is_router(code: &Code, exported: Exported) -> bool {
    match exported {
        Exported::Expr(value) => {
            express::is_router(code, value) || code.initial(value).is_some_and(|made| express::is_router(code, made))
        }
        Exported::Binding(binding) => match code.binding(binding).origin {
            Origin::Var(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(made), .. } => express::is_router(code, made),
                _ => false,
            },
            _ => false,
        },
    }
}

/// `import.meta.glob("./pages/*.tsx")`, `require.context("./tools")`.
fn globs(code: &Code) -> bool {
    code.exprs.iter().any(|expr| match expr.kind {
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { property, .. } if matches!(code.str(property), "glob" | "globEager" | "context") => {
                code.path(callee).is_some_and(|p| p.starts_with("import.meta.") || p == "require.context")
            }
            _ => false,
        },
        _ => false,
    })
}

/// Whether a file with a default export is a part of a page, and not a page: those a router may find by their places.
fn is_component(file: &File) -> bool {
    let is_markup = matches!(file.kind, FileKind::Code(Language::Tsx | Language::JavaScript));
    is_markup && file.path.split('/').any(|folder| folder == "components")
}
